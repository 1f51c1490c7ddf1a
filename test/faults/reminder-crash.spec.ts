import { isBenchmark, recordFigures } from '@concordat/testing';
import { gatherCrowd } from '../bench/support/crowd.js';
import { enterRoom, type Product, type Room } from '../support/product.js';
import { CrashingSteps, type Step } from './crashing-steps.js';

const ledger = 'reminder_occurrence';
const sending: readonly Step[] = [
  { name: 'what is due is claimed', table: ledger, on: 'update', when: `new.state = 'due'` },
  { name: 'the mail is written', table: ledger, on: 'update', when: `new.state = 'sending'` },
  { name: 'it is recorded as sent', table: ledger, on: 'update', when: `new.state = 'sent'` },
  { name: 'it is put into the mailbox', table: 'mailbox_message', on: 'insert' },
  { name: 'all is written and not committed', table: 'mailbox_message', on: 'insert', atCommit: true },
];

/** `npm run bench:reminder-crash` dies at every step, several times; here in the middle of its work. More is due than one claim takes. */
const rounds = Number(process.env['BENCH_REMINDER_CRASHES'] ?? 1);
const people = Number(process.env['BENCH_REMINDER_PEOPLE'] ?? 70);
const deadlines = 3;
const small = new Set(['it is put into the mailbox']);
const chosen = sending.filter(({ name }) => isBenchmark || small.has(name));

/** What became of the reminders that one person missed. */
interface Fate {
  readonly due: number;
  readonly sent: number;
  /** Mails that tell of them, and how often those lie in the mailbox. */
  readonly mails: number;
  readonly arrived: number;
}

describe('a server that is killed while it sends what was missed', () => {
  let room: Room;
  let product: Product;
  let steps: CrashingSteps;
  let proposalId: string;
  beforeAll(async () => {
    room = await enterRoom('used');
    await serve();
    ({ proposalId } = await gatherCrowd(
      { address: product.address, dataDir: room.dataDir },
      { people, sections: 1 },
    ));
    steps = new CrashingSteps(room, sending);
    await steps.install();
    await steps.run(
      `insert into deadline (id, proposal_id, kind, title, at, zone)
       select gen_random_uuid(), $1, 'custom', 'Step ' || n, clock_timestamp() + n * interval '10 days', 'Europe/Brussels'
         from generate_series(1, $2::int) as n`,
      [proposalId, deadlines],
    );
    await kill();
  });
  afterAll(() => room.leave());

  const serve = async (): Promise<void> => {
    product = room.start({ CONCORDAT_SAMPLE: 'on' });
    await product.ready();
  };
  const kill = async (): Promise<void> => {
    product.child.kill('SIGKILL');
    await product.ended();
  };

  /** Reminders of everybody about every deadline that fell due while nothing ran. */
  const miss = (batch: string): Promise<unknown> =>
    steps.run(
      `insert into ${ledger} (id, proposal_id, about_kind, about_id, about_revision, kind, offset_text,
         recipient_id, recipient_email, due_at, message_id)
       select n.id, $1, 'deadline', n.about_id, n.revision, 'deadline_approaching', $2, n.person_id, n.email, n.due_at,
         n.id || '@concordat'
         from (select gen_random_uuid() as id, d.id as about_id, d.revision, p.id as person_id, p.email,
                 clock_timestamp() - row_number() over (order by d.id, p.id) * interval '7 min' as due_at
                 from deadline d join membership m on m.proposal_id = d.proposal_id join person p on p.id = m.person_id
                where d.proposal_id = $1 and d.kind = 'custom') as n`,
      [proposalId, batch],
    );

  const fates = (batch: string): Promise<Fate[]> =>
    steps.run<Fate & Record<string, unknown>>(
      `select count(*)::int as due, count(*) filter (where o.state = 'sent')::int as sent,
         count(distinct coalesce(o.folded_into, o.id))::int as mails,
         (select count(*)::int from mailbox_message b join ${ledger} c on c.id = b.occurrence_id
           where c.offset_text = $1 and c.proposal_id = $2 and b.recipient_id = o.recipient_id) as arrived
         from ${ledger} o where o.offset_text = $1 and o.proposal_id = $2 group by o.recipient_id`,
      [batch, proposalId],
    );

  it(
    'has told everybody all of it in one mail, none of it twice and none of it not at all',
    async () => {
      let crashes = 0;
      for (let round = 0; round < rounds; round += 1) {
        for (const { name } of chosen) {
          const batch = `${name} ${round}`;
          await miss(batch);
          // Longer than a start takes from the first look at the ledger.
          await steps.stopAt(name, 4);
          await serve();
          await steps.killThere(product, name, 'concordat_worker');
          await steps.settled();
          // As if the lease of whoever died had run out while nobody ran.
          await steps.run(
            `update ${ledger} set lease_until = clock_timestamp() where lease_until > clock_timestamp()`,
          );
          crashes += 1;
          await serve();
          await steps.until(
            `select where not exists (select from ${ledger} where proposal_id = '${proposalId}' and state <> 'sent'
               and due_at <= clock_timestamp())`,
            `after a kill at "${name}" something was never sent`,
          );
          await kill();
          const told = await fates(batch);
          expect({ name, told }).toEqual({
            name,
            told: Array.from({ length: people }, () => ({
              due: deadlines,
              sent: deadlines,
              mails: 1,
              arrived: 1,
            })),
          });
        }
      }
      recordFigures({
        document: 'assurance',
        section: 'reminder-crash',
        title: 'Killed while sending what was missed',
        how:
          'The server is killed without warning at each step of sending, from the claim to the COMMIT of the delivery; a ' +
          'trigger holds the transaction there. After the next start each person has one mail that tells of everything ' +
          'that fell due meanwhile.',
        rows: [
          {
            crashes,
            'reminders that were due': crashes * people * deadlines,
            missing: 0,
            twice: 0,
            'mails a person': 1,
          },
        ],
      });
      console.log(`killed ${crashes} times while sending ${people * deadlines} reminders`);
    },
    60_000 + rounds * 240_000,
  );
});
