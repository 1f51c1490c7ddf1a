import { createHash, createPublicKey, verify } from 'node:crypto';
import { chainOrigin } from '@concordat/domain';
import type { Client } from 'pg';
import { z } from 'zod';

interface Row {
  readonly number: string;
  readonly receipt: string;
  readonly sha256: Buffer;
  readonly signature: Buffer;
}

const Link = z.looseObject({ previousSha256: z.string() });

/**
 * Verifies every receipt of an installation: its hash, its signature, its place in the chain, and that the files of
 * its package are those that were hashed. Gives one sentence for each thing that is wrong.
 */
export async function checkReceipts(client: Client, publicKey: string): Promise<readonly string[]> {
  const key = createPublicKey(publicKey);
  const { rows } = await client.query<Row>(
    `select receipt_number as number, receipt, receipt_sha256 as sha256, signature from public.submission
      order by split_part(receipt_number, '-', 1)::int, split_part(receipt_number, '-', 2)::int`,
  );
  const problems: string[] = [];
  let previous: string = chainOrigin;
  for (const { number, receipt, sha256, signature } of rows) {
    const bytes = Buffer.from(receipt, 'utf8');
    if (!createHash('sha256').update(bytes).digest().equals(sha256))
      problems.push(`Receipt ${number} is not what was hashed.`);
    if (!verify(null, bytes, key, signature))
      problems.push(`Receipt ${number} does not carry this installation's signature.`);
    if (Link.parse(JSON.parse(receipt)).previousSha256 !== previous)
      problems.push(`Receipt ${number} does not follow the one before it.`);
    previous = sha256.toString('hex');
  }
  const files = await client.query<{ name: string; number: number }>(
    `select f.name, p.number from public.package_file f join public.package p on p.id = f.package_id
      where sha256(f.bytes) <> f.sha256`,
  );
  for (const { name, number } of files.rows)
    problems.push(`The file ${name} of package ${number} is not what was hashed.`);
  return problems;
}

/**
 * Follows every chain of the audit: numbers without gaps, each link naming the one before it, each hash that of its
 * act, no act without a link. Gives one sentence for each chain that breaks. The database must be of this version.
 */
export async function checkAudit(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ chain: string; number: string }>(
    `select chain::text, min(number)::text as number from (
       select l.chain, l.number,
              l.number = coalesce(lag(l.number) over w, 0) + 1
              and l.previous = coalesce(lag(l.sha256) over w, decode(repeat('00', 32), 'hex'))
              and l.sha256 = sha256(convert_to(app.audit_text(e, l.number, l.previous), 'UTF8')) as fits
         from public.audit_link l join public.audit_event e on e.id = l.event_id
       window w as (partition by l.chain order by l.number)) each
      where not fits group by chain`,
  );
  const [loose] = (
    await client.query<{ count: number }>(
      `select count(*)::int as count from public.audit_event e
        where not exists (select from public.audit_link l where l.event_id = e.id)`,
    )
  ).rows;
  return [
    ...rows.map(({ chain, number }) => `The audit chain ${chain} breaks at act ${number}.`),
    ...(loose && loose.count > 0 ? [`${loose.count} acts of the audit stand in no chain.`] : []),
  ];
}
