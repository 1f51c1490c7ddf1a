import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/index.js';

/** Who did it: a request's context, or a job that names the person it acts for (null for the installation itself). */
export interface AuditedBy {
  readonly personId: string | null;
  readonly requestId: string | null;
}

/** What is written down: ids, states and numbers, never text. */
export interface AuditEntry {
  readonly action: string;
  /** The kind of the object: `section`, `membership`. */
  readonly object: string;
  readonly objectId: string;
  readonly proposalId: string | null;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** What is read though the reader's work does not need it, or to take it away: each is written down. */
export interface AuditedRead {
  readonly what: 'mail' | 'package';
  readonly object: string;
  readonly objectId: string;
  readonly proposalId: string | null;
}

/** The record of who did what to what. Rows are added and never changed: the roles hold no other right. */
@Injectable()
export class Audit {
  async record(tx: Transaction, by: AuditedBy, entry: AuditEntry): Promise<void> {
    await tx.execute(
      `insert into audit_event (person_id, request_id, action, object_kind, object_id, before, after, proposal_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [...valuesOf(by, entry), entry.proposalId],
    );
  }

  /** The same act in the records of several proposals. */
  async recordEach(
    tx: Transaction,
    by: AuditedBy,
    entry: Omit<AuditEntry, 'proposalId'>,
    proposalIds: readonly string[],
  ): Promise<void> {
    await tx.execute(
      `insert into audit_event (person_id, request_id, action, object_kind, object_id, before, after, proposal_id)
       select $1, $2, $3, $4, $5, $6, $7, proposal_id from unnest($8::uuid[]) as concerned(proposal_id)`,
      [...valuesOf(by, entry), proposalIds],
    );
  }

  /** Writes a read down as `read.<what>`, once an hour for the same person and thing. */
  async recordRead(tx: Transaction, by: AuditedBy, { what, object, objectId, proposalId }: AuditedRead) {
    await tx.query('select app.record_read($1, $2, $3, $4, $5, $6)', [
      by.personId,
      `read.${what}`,
      object,
      objectId,
      proposalId,
      by.requestId,
    ]);
  }
}

const valuesOf = (by: AuditedBy, entry: Omit<AuditEntry, 'proposalId'>): unknown[] => [
  by.personId,
  by.requestId,
  entry.action,
  entry.object,
  entry.objectId,
  entry.before ? JSON.stringify(entry.before) : null,
  entry.after ? JSON.stringify(entry.after) : null,
];
