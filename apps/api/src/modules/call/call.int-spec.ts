import { randomUUID } from 'node:crypto';
import {
  addCutOff,
  type CallView,
  editCall,
  listCalls,
  listTemplates,
  makeCall,
  moveCutOffTo,
  previewCutOffMove,
  readCall,
  recordLetter,
} from '@concordat/contracts';
import { ProposalWorld } from '../../../test/proposal-world.js';
import { type Agent, startTestServer, type TestServer } from '../../testing/index.js';

const zone = 'Europe/Brussels';
const nextYear = new Date().getUTCFullYear() + 1;
/** Noon in winter: an hour that exists once in every zone. */
const wallTime = `${nextYear}-01-20T12:00`;

describe('calls', () => {
  let server: TestServer;
  let officer: Agent;
  let templateKey: string;
  beforeAll(async () => {
    server = await startTestServer();
    officer = await new ProposalWorld(server).person('Officer', ['call_officer']);
    templateKey = (await officer.get(listTemplates, {})).templates[0]?.key ?? '';
  });
  afterAll(() => server.stop());

  const wish = (given: Record<string, unknown> = {}) => ({
    identifier: `CALL-${randomUUID().slice(0, 8)}`,
    title: 'A call for tests',
    authority: 'Test authority',
    kind: 'call_for_expression_of_interest' as const,
    templateKey,
    opensOn: null,
    cutOff: { wallTime, zone, label: '20 January, 12:00 (CET)' },
    ...given,
  });
  const make = (given: Record<string, unknown> = {}): Promise<CallView> =>
    officer.get(makeCall, { body: wish(given) });
  const refusal = (given: Record<string, unknown>): Promise<string> =>
    officer.refused(makeCall, { body: wish(given) });

  it('are made from a template with a cut-off in wall time, and everybody who is signed in reads them', async () => {
    const call = await make();
    expect(call).toMatchObject({
      state: 'open',
      origin: 'own',
      version: 1,
      abilities: { 'cut_off.move': true },
    });
    expect(call.cutOffs).toMatchObject([
      {
        number: 1,
        state: 'upcoming',
        revision: 1,
        wallTime,
        moment: { at: `${nextYear}-01-20T11:00:00.000Z`, zone, label: '20 January, 12:00 (CET)' },
        moves: [],
      },
    ]);
    const reader = await new ProposalWorld(server).person('Reader');
    const seen = await reader.get(readCall, { params: { callId: call.id } });
    expect(seen.cutOffs).toEqual(call.cutOffs);
    expect(seen.abilities).toEqual({ 'call.write': false, 'cut_off.move': false, 'proposal.found': false });
    expect((await reader.get(listCalls, {})).calls.map(({ id }) => id)).toContain(call.id);
  });

  it('are corrected by version, and take further cut-offs', async () => {
    const { id: callId } = await make();
    const body = { version: 1, title: 'Corrected', authority: 'Test authority' };
    expect(await officer.get(editCall, { params: { callId }, body })).toMatchObject({
      title: 'Corrected',
      version: 2,
    });
    expect(await officer.refused(editCall, { params: { callId }, body })).toBe('changed.meanwhile');
    const later = { wallTime: `${nextYear}-06-20T17:00`, zone, label: null };
    const { cutOffs } = await officer.get(addCutOff, { params: { callId }, body: later });
    expect(cutOffs.map(({ number, moment }) => [number, moment.at])).toEqual([
      [1, `${nextYear}-01-20T11:00:00.000Z`],
      [2, `${nextYear}-06-20T15:00:00.000Z`],
    ]);
  });

  it.each([
    ['time.does_not_exist', { cutOff: { wallTime: '2027-03-28T02:30', zone, label: null } }],
    ['time.malformed', { cutOff: { wallTime: '2027-13-45T99:99', zone, label: null } }],
    ['cut_off.in_the_past', { cutOff: { wallTime: '2024-11-04T17:00', zone, label: null } }],
    ['call.template_unknown', { templateKey: 'horizon-2099' }],
    ['input.invalid', { cutOff: { wallTime, zone: 'Europe/Atlantis', label: null } }],
    ['input.invalid', { cutOff: { wallTime: '20/01/2027 12:00', zone, label: null } }],
    ['input.invalid', { cutOff: { wallTime: `${wallTime}Z`, zone, label: null } }],
    ['input.invalid', { cutOff: { wallTime, zone, label: 'x'.repeat(121) } }],
    ['input.invalid', { identifier: "'; drop table call; --" }],
    ['input.invalid', { title: ' ' }],
    ['input.invalid', { kind: 'tender' }],
    ['input.invalid', { origin: 'historical' }],
    ['input.invalid', { opensOn: '2027-02-30' }],
  ])('%s: refuses %j', async (code, given) => {
    expect(await refusal(given)).toBe(code);
  });

  it('of two with one identifier, however written, only one is made, also at the same moment', async () => {
    const identifier = `TWIN-${randomUUID().slice(0, 8)}`;
    await make({ identifier });
    expect(await refusal({ identifier })).toBe('call.identifier_taken');
    expect(await refusal({ identifier: identifier.toLowerCase() })).toBe('call.identifier_taken');
    const racing = `RACE-${randomUUID().slice(0, 8)}`;
    const answers = await Promise.all(
      [1, 2, 3].map(() => officer.call(makeCall, { body: wish({ identifier: racing }) })),
    );
    expect(answers.map(({ refusal: no }) => no?.code ?? 'made').sort()).toEqual([
      'call.identifier_taken',
      'call.identifier_taken',
      'made',
    ]);
  });

  it.each(['admin', 'national_coordinator'] as const)('a %s reads them and changes none', async (role) => {
    const { id: callId, cutOffs } = await make();
    const cutOffId = cutOffs[0]?.id ?? '';
    const agent = await new ProposalWorld(server).person('Other', [role]);
    await agent.get(readCall, { params: { callId } });
    const cutOff = { wallTime: `${nextYear}-02-20T12:00`, zone, label: null };
    expect(await agent.refused(makeCall, { body: wish() })).toBe('forbidden');
    const edit = { version: 1, title: 'Mine', authority: 'Mine' };
    expect(await agent.refused(editCall, { params: { callId }, body: edit })).toBe('forbidden');
    expect(await agent.refused(addCutOff, { params: { callId }, body: cutOff })).toBe('forbidden');
    const params = { cutOffId };
    expect(await agent.refused(previewCutOffMove, { params, body: cutOff })).toBe('forbidden');
    const move = { ...cutOff, version: 1, reason: 'Mine' };
    expect(await agent.refused(moveCutOffTo, { params, body: move })).toBe('forbidden');
    const letter = { stateCode: 'CY', intent: 'Mine', receivedOn: null };
    expect(await agent.refused(recordLetter, { params, body: letter })).toBe('forbidden');
    const missing = { params: { cutOffId: randomUUID() }, body: move };
    expect(await agent.refused(moveCutOffTo, missing)).toBe('forbidden');
    for (const statement of [
      "update call set title = 'Mine' where id = $1 returning id",
      'update cut_off set at = now() where id in (select cut_off_id from call_cut_off where call_id = $1) returning id',
    ])
      expect(await server.sqlAs('web', statement, [callId], agent.personId ?? '')).toEqual([]);
  });

  it('answers what is not there with not_found', async () => {
    const callId = randomUUID();
    const cutOff = { wallTime, zone, label: null };
    expect(await officer.refused(readCall, { params: { callId } })).toBe('not_found');
    const edit = { version: 1, title: 'x', authority: 'x' };
    expect(await officer.refused(editCall, { params: { callId }, body: edit })).toBe('not_found');
    expect(await officer.refused(addCutOff, { params: { callId }, body: cutOff })).toBe('not_found');
    const params = { cutOffId: callId };
    expect(await officer.refused(previewCutOffMove, { params, body: cutOff })).toBe('not_found');
    const move = { ...cutOff, version: 1, reason: 'x' };
    expect(await officer.refused(moveCutOffTo, { params, body: move })).toBe('not_found');
  });
});
