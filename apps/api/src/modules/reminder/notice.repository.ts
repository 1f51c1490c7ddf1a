import { Injectable } from '@nestjs/common';
import type { AccountLinkKind } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';

interface AccountLinkRow {
  readonly personId: string;
  readonly kind: AccountLinkKind;
  readonly email: string;
  readonly formerEmail: string | null;
}

/** What handlers of events have to look up. Runs as the worker. */
@Injectable()
export class NoticeRepository {
  /** Members asked in a round that have no standing verdict. */
  async awaitedMembers(tx: Transaction, roundId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select q.member_id as id from review_request q where q.round_id = $1 and not exists (
         select from verdict v where v.round_id = q.round_id and v.member_id = q.member_id and v.superseded_at is null)`,
      [roundId],
    );
    return rows.map(({ id }) => id);
  }

  async sectionLead(tx: Transaction, sectionId: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string | null }>(
      'select lead_person_id as id from section where id = $1',
      [sectionId],
    );
    return row?.id ?? null;
  }

  async invitation(
    tx: Transaction,
    id: string,
  ): Promise<{ version: number; email: string; open: boolean; personId: string | null } | undefined> {
    const [row] = await tx.query<{ version: number; email: string; open: boolean; personId: string | null }>(
      `select i.version, i.email, i.state = 'sent' as open,
         (select p.id from person p where p.email = i.email) as "personId" from invitation i where i.id = $1`,
      [id],
    );
    return row;
  }

  /** A link to an account; null for one that belongs to nobody. */
  async accountLink(tx: Transaction, id: string): Promise<AccountLinkRow | undefined> {
    const [row] = await tx.query<AccountLinkRow>(
      `select person_id as "personId", kind, email, former_email as "formerEmail" from account_link where id = $1 and person_id is not null`,
      [id],
    );
    return row;
  }

  /** The proposals in which somebody takes part. */
  async proposalsOf(tx: Transaction, personId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      'select distinct proposal_id as id from membership where person_id = $1 and ended_at is null order by 1',
      [personId],
    );
    return rows.map(({ id }) => id);
  }

  /** Everybody who runs the installation and can be written to. */
  async administrators(tx: Transaction): Promise<{ personId: string; email: string }[]> {
    return await tx.query(
      `select id as "personId", email from person where 'admin' = any(installation_roles) and disabled_at is null`,
    );
  }

  async address(tx: Transaction, personId: string): Promise<string | null> {
    const [row] = await tx.query<{ email: string }>(
      'select email from person where id = $1 and disabled_at is null',
      [personId],
    );
    return row?.email ?? null;
  }
}
