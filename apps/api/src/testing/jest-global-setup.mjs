import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);

/** Opens one Postgres for the whole run; each spec file makes its own database of the migrated template. */
export default async function setUp() {
  await import('reflect-metadata');
  const { openTestPostgres } = await import('./test-postgres.ts');
  const { address, stop } = await openTestPostgres();
  process.env.CONCORDAT_TEST_POSTGRES = JSON.stringify(address);
  globalThis.stopTestPostgres = stop;
}
