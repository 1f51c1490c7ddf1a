import { randomUUID } from 'node:crypto';
import { type IntakeView, readIntake, recordLetter } from '@concordat/contracts';
import { type CallForTests, ProposalWorld } from '../../../test/proposal-world.js';
import { loadSample } from '../../../test/sample-world.js';
import { type Agent, startTestServer, type TestServer } from '../../testing/index.js';

/** Shown and counted by the European High Performance Computing Joint Undertaking on 11 November 2024. */
const memberStates = [...'AT CZ DE DK EE ES FI GR IT LU PL PT RO SE SI'.split(' ')];
const otherStates = ['NO', 'TR'];

describe('the intake desk', () => {
  let server: TestServer;
  let world: ProposalWorld;
  let officer: Agent;
  beforeAll(async () => {
    server = await startTestServer();
    await loadSample(server);
    world = new ProposalWorld(server);
    officer = await world.person('Officer', ['call_officer']);
  });
  afterAll(() => server.stop());

  const desk = (cutOffId?: string): Promise<IntakeView> =>
    officer.get(readIntake, { query: { ...(cutOffId !== undefined && { cutOffId }) } });
  const first = async (): Promise<IntakeView> => desk();

  it('opens at the first cut-off of history: seven proposals, fifteen and two states, two letters', async () => {
    const view = await first();
    expect(view.cutOff).toMatchObject({
      origin: 'historical',
      number: 1,
      moment: { at: '2024-11-04T16:00:00.000Z', zone: 'Europe/Luxembourg' },
    });
    expect(view.closed).toBe(true);
    expect(view.proposals).toHaveLength(7);
    expect(view.counts.proposals).toBe(7);
    expect([...view.counts.memberStates].sort()).toEqual([...memberStates].sort());
    expect([...view.counts.otherStates].sort()).toEqual(otherStates);
    expect(view.counts.statesInAll).toBe(17);
    expect([...view.counts.letters].sort()).toEqual(['CY', 'SI']);
    expect(view.announcement).toBe(
      'Seven proposals by 15 EU member states and two other participating states (17 in all) were received by the cut-off. Letters of interest came from two states.',
    );
  });

  it('shows each proposal with its host and its outcome, and says what is not confirmed', async () => {
    const { proposals } = await first();
    for (const proposal of proposals)
      expect(proposal).toMatchObject({
        origin: 'historical',
        state: 'selected',
        hostingEntity: expect.any(String),
        outcomeAnnouncedOn: '2024-12-10',
      });
    expect(proposals.find(({ acronym }) => acronym === 'LUMI AIF')).toMatchObject({
      verified: true,
      callVerified: false,
    });
    const led = proposals.map(({ lead, partners }) => [lead.code, partners.length > 0] as const);
    expect(
      led
        .filter(([, joint]) => !joint)
        .map(([code]) => code)
        .sort(),
    ).toEqual(['DE', 'GR', 'LU', 'SE']);
  });

  it('counts an eighth proposal in a copy of the data: the figures come from the rows', async () => {
    const [row] = await server.sql<{ id: string }>(
      `select id from proposal where origin = 'historical' limit 1`,
    );
    const id = randomUUID();
    const columns = await server.sql<{ name: string }>(
      `select column_name as name from information_schema.columns where table_name = 'proposal' and column_name <> 'id'`,
    );
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    await server.sql(`insert into proposal (id, ${names}) select $2, ${names} from proposal where id = $1`, [
      row?.id,
      id,
    ]);
    await server.sql(`update proposal set coordinating_state = 'FR' where id = $1`, [id]);
    await server.sql(
      `insert into consortium_member (id, proposal_id, state_code, role, author_colour)
       values ($1, $2, 'IS', 'partner', 1), ($3, $2, 'NO', 'partner', 2)`,
      [randomUUID(), id, randomUUID()],
    );
    try {
      const { counts, announcement } = await first();
      expect(counts).toMatchObject({ proposals: 8, statesInAll: 19 });
      expect([counts.memberStates.length, counts.otherStates.length]).toEqual([16, 3]);
      expect(announcement).toMatch(
        /^Eight proposals by 16 EU member states and three other .* \(19 in all\)/,
      );
    } finally {
      await server.sql('delete from proposal where id = $1', [id]);
    }
    expect((await first()).counts.proposals).toBe(7);
  });

  describe('for a cut-off of its own', () => {
    let call: CallForTests;
    let proposalId: string;
    beforeAll(async () => {
      call = await world.call();
      const north = await world.proposal(call, 'NORTH-CANARY', 'FI');
      proposalId = north.id;
      await submitted(north.id, north.coordinator.personId ?? '');
    });

    async function submitted(id: string, personId: string): Promise<void> {
      const packageId = randomUUID();
      const columns = await server.sql<{ name: string; type: string }>(
        `select column_name as name, data_type as type from information_schema.columns
         where table_name = 'package' and is_nullable = 'NO' and column_default is null`,
      );
      const values: Record<string, string> = {
        uuid: `'${personId}'`,
        integer: '1',
        jsonb: `'{}'`,
        text: `''`,
        bytea: `''`,
      };
      const given = (name: string, type: string): string =>
        name === 'id' ? `'${packageId}'` : name === 'proposal_id' ? `'${id}'` : (values[type] ?? 'now()');
      await server.sql(
        `insert into package (${columns.map(({ name }) => name).join(', ')})
         values (${columns.map(({ name, type }) => given(name, type)).join(', ')})`,
      );
      await server.sql(
        `insert into submission (id, proposal_id, package_id, number, receipt_number, decided_at, submitted_by,
           idempotency_key, receipt, receipt_sha256, signature)
         values (gen_random_uuid(), $1, $2, 1, $1::uuid::text, clock_timestamp(), $3, gen_random_uuid(), '', '', '')`,
        [id, packageId, personId],
      );
      await server.sql(`update proposal set state = 'submitted' where id = $1`, [id]);
    }

    it('shows nothing of a proposal before it closes, to the desk or to SQL, and all of it after', async () => {
      const ahead = await desk(call.cutOffId);
      expect(ahead).toMatchObject({ closed: false, proposals: [], counts: { proposals: 0, statesInAll: 0 } });
      expect(ahead.announcement).toBe('No proposals were received by the cut-off.');
      expect(ahead.cutOffs.find(({ id }) => id === call.cutOffId)?.received).toBe(0);
      expect(JSON.stringify(ahead)).not.toContain('CANARY');
      const asOfficer = (table: string, column = 'proposal_id') =>
        server.sqlAs(
          'web',
          `select 1 from "${table}" where ${column} = $1`,
          [proposalId],
          officer.personId ?? '',
        );
      const tables = [
        'consortium_member',
        'submission',
        'package',
        'package_file',
        'section',
        'comment_thread',
      ];
      for (const table of tables) expect([table, await asOfficer(table)]).toEqual([table, []]);
      expect(await asOfficer('proposal', 'id')).toEqual([]);

      await server.sql(`update cut_off set at = clock_timestamp() - interval '1 second' where id = $1`, [
        call.cutOffId,
      ]);
      const closed = await desk(call.cutOffId);
      expect(closed.proposals.map(({ acronym }) => acronym)).toEqual(['NORTH-CANARY']);
      expect(closed.counts).toMatchObject({ proposals: 1, memberStates: ['FI'], statesInAll: 1 });
      for (const table of ['section', 'section_update', 'comment_thread', 'membership'])
        expect([table, await asOfficer(table)]).toEqual([table, []]);
    });

    it('records a letter of interest once, of a state there is, and never for history', async () => {
      const params = { cutOffId: call.closedCutOffId };
      const body = { stateCode: 'CY', intent: 'Means to take part', receivedOn: null };
      const view = await officer.get(recordLetter, { params, body });
      expect(view.letters).toMatchObject([
        { state: { code: 'CY', name: 'Cyprus' }, intent: 'Means to take part' },
      ]);
      expect(await officer.refused(recordLetter, { params, body })).toBe('letter.already_recorded');
      expect(await officer.refused(recordLetter, { params, body: { ...body, stateCode: 'ZZ' } })).toBe(
        'state.unknown',
      );
      expect(await officer.refused(recordLetter, { params, body: { ...body, stateCode: 'cyprus' } })).toBe(
        'input.invalid',
      );
      const history = {
        cutOffId: (await first()).cutOffs.find(({ origin }) => origin === 'historical')?.id ?? '',
      };
      expect(await officer.refused(recordLetter, { params: history, body })).toBe('cut_off.historical');
    });
  });

  it('is for the call officer alone, and letters are shown to nobody else by the database either', async () => {
    for (const role of ['admin', 'national_coordinator'] as const) {
      const agent = await world.person('Other', [role]);
      expect(await agent.refused(readIntake, { query: {} })).toBe('forbidden');
      expect(await server.sqlAs('web', 'select 1 from letter_of_interest', [], agent.personId ?? '')).toEqual(
        [],
      );
    }
    expect(await server.nobody().refused(readIntake, { query: {} })).toBe('unauthenticated');
    expect(await officer.refused(readIntake, { query: { cutOffId: randomUUID() } })).toBe('not_found');
  });
});
