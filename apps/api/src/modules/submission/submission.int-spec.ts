import { randomUUID } from 'node:crypto';
import {
  downloadPackageFile,
  freezeProposal,
  readAudit,
  readReceipt,
  reopenProposal,
  thawProposal,
  withdrawProposal,
} from '@concordat/contracts';
import { SubmissionWorld } from '../../../test/submission-world.js';
import { type LoginRole } from '../../platform/database/index.js';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { SubmissionRepository } from './submission.repository.js';

const roles: readonly LoginRole[] = ['web', 'collab', 'worker', 'public', 'migrate'];

describe('a proposal on its way to the authority', () => {
  let server: TestServer;
  let north: SubmissionWorld;
  beforeAll(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    north = await SubmissionWorld.make(server);
  });
  afterAll(async () => {
    // Notices are handed out first: closing the queue in the middle of it takes longer than a hook may.
    await server.settle();
    await server.stop();
  });

  const freeze = async () => {
    const { version } = await north.read();
    return north.coordinator.get(freezeProposal, { params: north.params, body: { version } });
  };
  const submissionsOf = () =>
    server.sql<{ number: number; state: string }>(
      'select number, state from submission where proposal_id = $1 order by number',
      [north.proposal.id],
    );

  it('is checked with the rule behind each finding, and nothing is hidden', async () => {
    const view = await north.read();
    const found = view.checks.map(({ group, code, params }) => [group, code, params['number'] ?? null]);
    expect(found).toEqual(
      expect.arrayContaining([
        ['passed', 'check.host_eu', null],
        ['should_look', 'check.text_live', null],
        ['must_fix', 'check.leftovers', 'A1'],
        ['must_fix', 'check.section_empty', 'A2'],
      ]),
    );
    const host = view.checks.find(({ code }) => code === 'check.host_eu');
    expect(host?.rule?.sources.length).toBeGreaterThan(0);
    expect(view.moves).toEqual(['freeze', 'prepare', 'submit', 'withdraw']);
  });

  it('freezes the text at every door and opens it again with a reason', async () => {
    const frozen = await freeze();
    expect(frozen.state).toBe('frozen');
    await expect(north.write('A1', 'late words')).rejects.toMatchObject({ code: 'CX002' });
    const sectionId = await north.world.section(north.proposal, 'A1');
    for (const role of roles)
      await expect(
        server.sqlAs(
          role,
          `insert into section_update (proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes)
           values ($1, $2, 99, 0, $3, $4, '', '')`,
          [north.proposal.id, sectionId, north.coordinator.personId, randomUUID()],
          north.coordinator.personId ?? '',
        ),
      ).rejects.toThrow(/permission denied|closed/);
    const body = { version: frozen.version, reason: 'A figure was wrong.' };
    const thawed = await north.coordinator.get(thawProposal, { params: north.params, body });
    expect([thawed.state, thawed.frozen]).toEqual(['drafting', null]);
    await north.write('A1', 'more words');
  });

  it('refuses to thaw without a reason, and a change made from an old screen', async () => {
    const frozen = await freeze();
    const { version } = frozen;
    expect(
      await north.coordinator.refused(thawProposal, { params: north.params, body: { version, reason: ' ' } }),
    ).toBe('input.invalid');
    expect(
      await north.coordinator.refused(thawProposal, {
        params: north.params,
        body: { version: version - 1, reason: 'old' },
      }),
    ).toBe('changed.meanwhile');
    expect(await north.coordinator.refused(freezeProposal, { params: north.params, body: { version } })).toBe(
      'proposal.wrong_state',
    );
  });

  it('is prepared as a PDF at exact positions of the text, again and again', async () => {
    await north.prepare();
    await north.write('A2', 'New words.');
    const packageId = await north.prepare();
    const [second, first] = (await north.read()).packages;
    expect([first?.number, second?.number, second?.id]).toEqual([1, 2, packageId]);
    expect(first?.changedSince.map(({ number }) => number)).toEqual(['A2']);
    expect(second?.changedSince).toEqual([]);
    expect(second?.pages).toBeGreaterThan(1);
    expect(second?.files[0]?.name).toMatch(/^NORTH_PartB_v2_\d{4}-\d\d-\d\dT\d{4}Z\.pdf$/);
    const params = { ...north.params, packageId, fileId: second?.files[0]?.id ?? '' };
    const answer = await north.coordinator.call(downloadPackageFile, { params });
    expect(String(answer.result).slice(0, 5)).toBe('%PDF-');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    const reads = await north.coordinator.get(readAudit, { params: north.params, query: { kind: 'reads' } });
    expect(reads.lines).toMatchObject([{ action: 'read.package', objectName: '2' }]);
  });

  it('is submitted once; a second try says so, and the same attempt gets the same receipt', async () => {
    const packageId = await north.prepare();
    const key = randomUUID();
    const receipt = await north.submit(packageId, north.coordinator, key);
    expect(await north.refused(packageId)).toBe('submission.already_submitted');
    await north.moveCutOff('-1 minute');
    expect(await north.submit(packageId, north.coordinator, key)).toEqual(receipt);
    expect(await north.refused(packageId)).toBe('cut_off.passed');
    const view = await north.read();
    expect([view.state, view.submissions.length]).toEqual(['submitted', 1]);
    expect(view.attempts.map(({ outcome }) => outcome)).toEqual([
      'cut_off.passed',
      'repeated',
      'submission.already_submitted',
      'accepted',
    ]);
    await expect(north.write('A1', 'too late')).rejects.toMatchObject({ code: 'CX002' });
  });

  it('is refused at the instant of the cut-off and after it, and what was refused left nothing', async () => {
    const packageId = await north.prepare();
    await north.moveCutOff('0');
    expect(await north.refused(packageId)).toBe('cut_off.passed');
    expect(await submissionsOf()).toEqual([]);
    const view = await north.read();
    expect([view.state, view.frozen, view.closed]).toEqual(['drafting', null, true]);
    expect(view.moves).toEqual([]);
  });

  it('takes one of two coordinators who submit at the same moment', async () => {
    const packageId = await north.prepare();
    const deputy = await north.deputy();
    const answers = await Promise.all(
      [north.coordinator, deputy].map((agent) =>
        north.submit(packageId, agent).then(
          () => 'accepted',
          (error: Error) => (/submission\.already_submitted/.test(error.message) ? 'already' : error.message),
        ),
      ),
    );
    expect(answers.sort()).toEqual(['accepted', 'already']);
    expect(await submissionsOf()).toEqual([{ number: 1, state: 'submitted' }]);
  });

  it('says what has changed since, reopens, and the next submission takes the place of the first', async () => {
    const first = await north.submit(await north.prepare());
    const { version } = await north.read();
    const open = await north.coordinator.get(reopenProposal, { params: north.params, body: { version } });
    expect([open.state, open.draftNumber, open.standing?.submission.state]).toEqual([
      'drafting',
      2,
      'submitted',
    ]);
    await north.write('A2', 'Better words.');
    expect((await north.read()).standing?.changedSince.map(({ number }) => number)).toEqual(['A2']);
    const second = await north.submit(await north.prepare());
    expect(second.statement.previousSha256).toBe(first.sha256);
    expect(await submissionsOf()).toEqual([
      { number: 1, state: 'superseded' },
      { number: 2, state: 'submitted' },
    ]);
  });

  it('is withdrawn with a reason and can come back before the cut-off', async () => {
    await north.submit(await north.prepare());
    const { version } = await north.read();
    const gone = await north.coordinator.get(withdrawProposal, {
      params: north.params,
      body: { version, reason: 'A partner left.' },
    });
    expect([gone.state, gone.standing, gone.moves]).toEqual(['withdrawn', null, ['reopen']]);
    const back = await north.coordinator.get(reopenProposal, {
      params: north.params,
      body: { version: gone.version },
    });
    expect(back.state).toBe('drafting');
    expect(await submissionsOf()).toEqual([{ number: 1, state: 'withdrawn' }]);
  });

  it('leaves nothing half when a step fails', async () => {
    const packageId = await north.prepare();
    const repository = server.app.get(SubmissionRepository, { strict: false });
    for (const step of ['insert', 'change', 'freezeSections', 'insertAttempt'] as const) {
      const real = repository[step];
      Object.assign(repository, { [step]: () => Promise.reject(new Error(`${step} failed`)) });
      expect(await north.refused(packageId)).toBe('internal');
      Object.assign(repository, { [step]: real.bind(repository) });
      expect(await submissionsOf()).toEqual([]);
      expect((await north.read()).state).toBe('drafting');
    }
    await north.write('A1', 'still open');
    await north.submit(packageId);
  });

  it('answers in words when a lock is not free in time', async () => {
    const packageId = await north.prepare();
    const held = server.sql(
      'with held as (select id from proposal where id = $1 for update) select pg_sleep(3) from held',
      [north.proposal.id],
    );
    expect(await north.refused(packageId)).toBe('submission.busy');
    await held;
    await north.submit(packageId);
  });

  it('keeps what was prepared, submitted and tried against every role, the owner included', async () => {
    const receipt = await north.submit(await north.prepare());
    const statements = ['package', 'package_file', 'submission_attempt', 'submission'].flatMap((table) => [
      `delete from ${table} where proposal_id = $1`,
      `update ${table} set ${table === 'submission' ? `receipt = ''` : 'proposal_id = proposal_id'} where proposal_id = $1`,
    ]);
    for (const role of roles)
      for (const statement of statements)
        await expect(
          server.sqlAs(role, statement, [north.proposal.id], north.coordinator.personId ?? ''),
        ).rejects.toThrow(/permission denied|never change|keeps its receipt/);
    for (const statement of statements)
      await expect(server.sql(statement, [north.proposal.id])).rejects.toThrow(
        /never change|keeps its receipt/,
      );
    const params = { ...north.params, submissionId: receipt.statement.submissionId };
    expect(await north.coordinator.get(readReceipt, { params })).toEqual(receipt);
  });

  it('is the coordinator’s to submit and everybody’s in it to see, and nobody else’s', async () => {
    const packageId = await north.prepare();
    const { agent } = await north.world.colleague(north.proposal.id, north.polandId, ['member_lead']);
    expect(await north.refused(packageId, agent)).toBe('forbidden');
    expect((await north.read(agent)).moves).toEqual([]);
    expect((await agent.get(readAudit, { params: north.params })).lines.length).toBeGreaterThan(0);
    const rival = await SubmissionWorld.make(server, 'SOUTH');
    expect(await north.refused(packageId, rival.coordinator)).toBe('not_found');
    expect(await rival.refused(packageId)).toBe('not_found');
    expect(await rival.coordinator.refused(readAudit, { params: north.params })).toBe('not_found');
  });

  it('keeps a record that names people and things, page by page', async () => {
    await freeze();
    await north.submit(await north.prepare());
    const page = await north.coordinator.get(readAudit, { params: north.params, query: { limit: 2 } });
    expect(page.lines.map(({ action }) => action)).toEqual(['submission.submitted', 'package.prepared']);
    expect(page.lines[0]?.person?.displayName).toBe('Coordinator NORTH');
    const next = await north.coordinator.get(readAudit, {
      params: north.params,
      query: { limit: 2, before: page.next ?? '' },
    });
    expect(next.lines[0]).toMatchObject({ action: 'proposal.frozen', objectName: 'NORTH' });
  });
});
