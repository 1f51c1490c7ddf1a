/** Ends the Postgres of the run. */
export default async function tearDown() {
  await globalThis.stopTestPostgres?.();
}
