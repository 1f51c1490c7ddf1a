import { randomUUID } from 'node:crypto';
import { isBenchmark, recordFigures } from '@concordat/testing';
import { verifyReceipt } from '../../apps/api/src/modules/submission/verify-receipt.js';
import { enterRoom, type Product, type Room } from '../support/product.js';
import { CrashingSteps, type Step } from './crashing-steps.js';
import { read, signInToSample } from './practice.js';

const preparing: readonly Step[] = [
  { name: 'the package is written', table: 'package', on: 'insert' },
  { name: 'its file is written', table: 'package_file', on: 'insert' },
];
const submitting: readonly Step[] = [
  { name: 'the submission is written', table: 'submission', on: 'insert' },
  { name: 'the proposal is marked', table: 'proposal', on: 'update' },
  { name: 'the text is frozen', table: 'section', on: 'update' },
  { name: 'the act is recorded', table: 'audit_event', on: 'insert' },
  { name: 'everybody is to be told', table: 'outbox', on: 'insert' },
  { name: 'the attempt is noted', table: 'submission_attempt', on: 'insert' },
  { name: 'all is written and not committed', table: 'submission', on: 'insert', atCommit: true },
];
/** Committed, and the server dies before it can answer. */
const unanswered = 'it is committed and nobody hears of it';

/** `npm run bench:submission` dies at every step, several times; here before, during and after what counts. */
const rounds = Number(process.env['BENCH_SUBMISSION_CRASHES'] ?? 1);
const small = new Set(['the package is written', 'the text is frozen', unanswered]);
const isWanted = (name: string): boolean => isBenchmark || small.has(name);

interface View {
  readonly version: number;
  readonly state: string;
  readonly packages: readonly { readonly id: string; readonly number: number }[];
}

describe('a server that is killed while a proposal is prepared and submitted', () => {
  let room: Room;
  let product: Product;
  let steps: CrashingSteps;
  let cookie: string;
  let proposalId: string;
  beforeAll(async () => {
    room = await enterRoom('used');
    product = room.start({ CONCORDAT_SAMPLE: 'on' });
    await product.ready();
    cookie = await signInToSample(product.address, 'coordinator.fi@practice.example');
    const session = await read<{ memberships: { proposalId: string }[] }>(
      product.address,
      '/session',
      cookie,
    );
    proposalId = session.memberships[0]?.proposalId ?? '';
    steps = new CrashingSteps(room, [...preparing, ...submitting]);
    await steps.install();
  });
  afterAll(() => room.leave());

  const post = (path: string, body?: object): Promise<Response> =>
    fetch(`${product.address}/api/proposals/${proposalId}${path}`, {
      method: 'POST',
      headers: { cookie, origin: product.address, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const view = (): Promise<View> =>
    read<View>(product.address, `/proposals/${proposalId}/submission`, cookie);
  const prepare = async (): Promise<string> => {
    const answer = await post('/packages');
    if (!answer.ok) throw new Error(`Preparing: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as View).packages[0]?.id ?? '';
  };
  const serveAgain = async (): Promise<void> => {
    product = room.start({ CONCORDAT_SAMPLE: 'on' });
    await product.ready();
  };
  const count = async (from: string, params: readonly unknown[] = []): Promise<number> =>
    (await steps.run<{ n: number }>(`select count(*)::int as n from ${from}`, params))[0]?.n ?? -1;

  /** Asks, and kills the server when the request has come to the step. The answer never comes. */
  async function dieAt(name: string, ask: () => Promise<unknown>): Promise<void> {
    const isAfter = name === unanswered;
    await steps.stopAt(isAfter ? 'all is written and not committed' : name, isAfter ? 1 : 10);
    const answer = ask().then(
      () => 'answered',
      () => 'cut',
    );
    await steps.killThere(product, name);
    // A COMMIT that was sent goes through, whether or not anybody waits for it.
    if (isAfter) await steps.settled();
    expect(await answer).toBe('cut');
    await serveAgain();
  }

  /** Nothing half: every package has its file, every submission its frozen text, its act and its place in the chain. */
  async function expectWhole(): Promise<void> {
    expect(
      await count('package p where not exists (select from package_file f where f.package_id = p.id)'),
    ).toBe(0);
    expect(
      await count(
        `submission s where not exists (select from audit_event e where e.object_id = s.id::text
           and e.action = 'submission.submitted')`,
      ),
    ).toBe(0);
    expect(await count('submission')).toBe(
      await count('(select distinct receipt_number from submission) as numbers'),
    );
  }

  it(
    'has afterwards a receipt that verifies, or takes the submission again; never half of one, never two',
    async () => {
      const { publicKey } = await read<{ publicKey: string }>(product.address, '/receipts/key', cookie);
      const sum = { crashes: 0, stood: 0, repeated: 0, verified: 0 };
      for (let round = 0; round < rounds; round += 1) {
        for (const { name } of preparing.filter((step) => isWanted(step.name))) {
          const before = (await view()).packages.length;
          await dieAt(name, () => post('/packages'));
          sum.crashes += 1;
          await expectWhole();
          expect((await view()).packages).toHaveLength(before);
          await prepare();
        }
        for (const name of [...submitting.map((step) => step.name), unanswered].filter(isWanted)) {
          const wish = { packageId: await prepare(), idempotencyKey: randomUUID() };
          await dieAt(name, () => post('/submissions', wish));
          sum.crashes += 1;
          await expectWhole();
          const standing = await count('submission where idempotency_key = $1', [wish.idempotencyKey]);
          expect([0, name === unanswered ? 1 : 0]).toContain(standing);
          sum[standing === 1 ? 'stood' : 'repeated'] += 1;

          const answer = await post('/submissions', wish);
          const receipt = await answer.text();
          expect({ status: answer.status, receipt }).toMatchObject({ status: 200 });
          expect(verifyReceipt(receipt, [], publicKey).problems).toEqual([]);
          sum.verified += 1;
          expect(await count('submission where idempotency_key = $1', [wish.idempotencyKey])).toBe(1);
          const again = await post('/submissions', { ...wish, idempotencyKey: randomUUID() });
          expect(again.status).toBe(409);
          await expectWhole();
          const reopened = await post('/reopening', { version: (await view()).version });
          expect(reopened.status).toBe(200);
        }
      }
      expect(sum.verified).toBe(sum.stood + sum.repeated);
      if (isBenchmark) expect(sum.stood).toBe(rounds);
      recordFigures({
        document: 'assurance',
        section: 'submission-crash',
        title: 'Killed while submitting',
        how:
          'The server is killed without warning at each step of preparing and submitting, from the first row written to ' +
          'the moment between the COMMIT and the answer; a trigger holds the transaction there. Afterwards the same ' +
          'request is sent again: its receipt is verified, and another one is refused.',
        rows: [
          {
            crashes: sum.crashes,
            'had been submitted all the same': sum.stood,
            'submitted by asking again': sum.repeated,
            'receipts verified': sum.verified,
            half: 0,
            double: 0,
          },
        ],
      });
      console.log(`killed ${sum.crashes} times while submitting: ${JSON.stringify(sum)}`);
    },
    60_000 + rounds * 240_000,
  );
});
