import { Injectable } from '@nestjs/common';
import type { CheckView, PackageView } from '@concordat/contracts';
import type { SubmissionState } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';
import { notFound } from '../../platform/errors/index.js';

/** A package as its reader sees it, less what has changed since. */
export type PackageDetail = Omit<PackageView, 'changedSince'> & { readonly manifest: string };

/** What prepare made, ready to be written. */
export interface NewPackage {
  readonly id: string;
  readonly proposalId: string;
  readonly number: number;
  readonly draftNumber: number;
  readonly preparedBy: string;
  readonly preparedAt: Date;
  readonly sectionSeqs: Readonly<Record<string, number>>;
  readonly checks: readonly CheckView[];
  readonly manifest: string;
  readonly manifestSha256: Buffer;
  readonly pages: number;
  readonly files: readonly NewPackageFile[];
}

export interface NewPackageFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: Buffer;
  readonly bytes: Buffer;
}

const stateOf = `coalesce((select s.state from submission s where s.package_id = k.id order by s.number desc limit 1), 'prepared')`;

const groupCount = (group: string): string =>
  `(select count(*)::int from jsonb_array_elements(k.checks) found where found->>'group' = '${group}')`;

/** Packages: written once, then read. The database itself refuses to change them. */
@Injectable()
export class PackageRepository {
  /** The newest first. */
  list(tx: Transaction, proposalId: string): Promise<PackageDetail[]> {
    return tx.query<PackageDetail>(
      `select k.id, k.number, k.draft_number as "draftNumber", app.instant_text(k.prepared_at) as "preparedAt",
         app.person_brief(k.prepared_by, k.proposal_id) as "preparedBy", k.pages, k.manifest,
         encode(k.manifest_sha256, 'hex') as "manifestSha256", ${stateOf} as state,
         ${groupCount('must_fix')} as "mustFix", ${groupCount('should_look')} as "shouldLook",
         (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type,
            'bytes', f.size, 'sha256', encode(f.sha256, 'hex')) order by f.name), '[]')
          from package_file f where f.package_id = k.id) as files
       from package k where k.proposal_id = $1 order by k.number desc limit 50`,
      [proposalId],
    );
  }

  /** What deciding on a package needs; 404 outside the proposal. */
  async load(
    tx: Transaction,
    proposalId: string,
    packageId: string,
  ): Promise<{ state: SubmissionState; manifestSha256: string; changedSections: number }> {
    const [row] = await tx.query<{ state: SubmissionState; manifestSha256: string; changedSections: number }>(
      `select ${stateOf} as state, encode(k.manifest_sha256, 'hex') as "manifestSha256",
         (select count(*)::int from section s where s.proposal_id = k.proposal_id
           and s.log_seq > coalesce((k.section_seqs->>s.id::text)::bigint, 0)) as "changedSections"
       from package k where k.proposal_id = $1 and k.id = $2`,
      [proposalId, packageId],
    );
    if (!row) throw notFound();
    return row;
  }

  async nextNumber(tx: Transaction, proposalId: string): Promise<number> {
    const [row] = await tx.query<{ next: number }>(
      'select coalesce(max(number), 0)::int + 1 as next from package where proposal_id = $1',
      [proposalId],
    );
    return row?.next ?? 1;
  }

  async insert(tx: Transaction, made: NewPackage): Promise<void> {
    await tx.execute(
      `insert into package (id, proposal_id, number, draft_number, prepared_by, prepared_at, section_seqs, checks,
         manifest, manifest_sha256, pages) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        made.id,
        made.proposalId,
        made.number,
        made.draftNumber,
        made.preparedBy,
        made.preparedAt,
        JSON.stringify(made.sectionSeqs),
        JSON.stringify(made.checks),
        made.manifest,
        made.manifestSha256,
        made.pages,
      ],
    );
    for (const file of made.files)
      await tx.execute(
        `insert into package_file (id, proposal_id, package_id, name, media_type, size, sha256, bytes)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          file.id,
          made.proposalId,
          made.id,
          file.name,
          file.mediaType,
          file.bytes.length,
          file.sha256,
          file.bytes,
        ],
      );
  }

  async file(
    tx: Transaction,
    proposalId: string,
    packageId: string,
    fileId: string,
  ): Promise<{ name: string; bytes: Buffer }> {
    const [row] = await tx.query<{ name: string; bytes: Buffer }>(
      'select name, bytes from package_file where proposal_id = $1 and package_id = $2 and id = $3',
      [proposalId, packageId, fileId],
    );
    if (!row) throw notFound();
    return row;
  }
}
