import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The head of the installation's chain of receipts, held until the end of the transaction: receipts of all proposals
 * hang in one chain, and nobody sees those of others. It gives away a number and a hash and no more.
 */
const chainHead = `
  create function app.hold_receipt_chain() returns table (last_number text, last_sha256 bytea)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    perform pg_advisory_xact_lock(hashtextextended('receipt chain', 0));
    -- A statement of its own, so that it sees what was committed while it waited for the lock.
    return query select s.receipt_number, s.receipt_sha256 from public.submission s
      order by split_part(s.receipt_number, '-', 1)::int desc, split_part(s.receipt_number, '-', 2)::int desc limit 1;
  end $$`;

/** What submitting needs beyond row security. */
export class ReceiptChain1700000000006 implements MigrationInterface {
  readonly name = 'ReceiptChain1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant usage, create on schema app to concordat_rls');
    await runner.query(chainHead);
    await runner.query('revoke execute on function app.hold_receipt_chain() from public');
    await runner.query('grant execute on function app.hold_receipt_chain() to concordat_web');
    await runner.query('alter function app.hold_receipt_chain() owner to concordat_rls');
    await runner.query('revoke create on schema app from concordat_rls');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function app.hold_receipt_chain()');
  }
}
