import {
  type CheckView,
  type PackageView,
  preparePackage,
  readProposal,
  readSession,
  readSubmission,
  type SubmissionView,
  submitPackage,
  thawProposal,
} from '@concordat/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ids, proposalFrame, signedIn } from '../../testing/builders.js';
import { answer, fakeServer, FakeRefusal } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';
import { feature } from './submission.routes.js';

const person = { id: ids.person, displayName: 'Coordinator, Finland', stateCode: 'FI' };
const digest = 'a'.repeat(64);

const found = (code: string, group: CheckView['group'], number: string | null): CheckView => ({
  code,
  group,
  params: number === null ? {} : { number, title: 'Energy plan', limit: 900, count: 2 },
  sectionId: number === null ? null : ids.section,
  rule: null,
});
const made: PackageView = {
  id: ids.at(70),
  number: 1,
  draftNumber: 1,
  preparedAt: '2027-01-14T08:00:00.000Z',
  preparedBy: person,
  pages: 9,
  manifestSha256: digest,
  files: [{ id: ids.at(71), name: 'KAAMOS.pdf', mediaType: 'application/pdf', bytes: 2048, sha256: digest }],
  state: 'prepared',
  mustFix: 1,
  shouldLook: 2,
  changedSince: [],
};
const viewOf = (change: Partial<SubmissionView> = {}): SubmissionView => ({
  proposalId: ids.proposal,
  version: 4,
  origin: 'own',
  state: 'drafting',
  draftNumber: 1,
  closes: { at: '2027-01-26T16:00:00.000Z', zone: 'Europe/Brussels', label: null },
  closed: false,
  frozen: null,
  checkedAt: '2027-01-14T08:42:00.000Z',
  checks: [
    found('check.section_empty', 'must_fix', 'F3'),
    found('check.text_live', 'should_look', null),
    found('check.section_not_approved', 'should_look', 'C4'),
    found('check.comments_open', 'should_look', 'C4'),
    found('check.host_eu', 'passed', null),
  ],
  packages: [],
  submissions: [],
  attempts: [],
  standing: null,
  moves: [],
  abilities: {},
  ...change,
});
const everyMove: SubmissionView['moves'] = ['freeze', 'prepare', 'submit', 'withdraw'];
const frame = [answer(readSession, () => signedIn()), answer(readProposal, () => proposalFrame())];
const open = () => renderApp([feature], `/proposals/${ids.proposal}/submission`);
const region = (name: string) => screen.findByRole('region', { name });

describe('the submission screen', () => {
  it('says what was found section by section, in three groups', async () => {
    fakeServer(
      ...frame,
      answer(readSubmission, () => viewOf()),
    );
    await open();
    await screen.findByText(/^One thing must be fixed/);
    const mustFix = within(await region('Must fix'));
    expect(mustFix.getByRole('heading', { level: 3 }).textContent).toBe('F3 Energy plan');
    expect(mustFix.getByText(/Empty\./).textContent).toContain('Empty.');
    const shouldLook = within(await region('Should look'));
    expect(shouldLook.getAllByRole('listitem')).toHaveLength(2);
    expect(shouldLook.getByText(/Not approved\./).closest('li')?.textContent).toContain('2 open comments.');
    expect(shouldLook.getByRole('link', { name: 'Open C4' }).getAttribute('href')).toContain(ids.section);
    expect(within(await region('Passed')).getAllByRole('listitem')).toHaveLength(1);
  });

  it('offers a coordinator nothing that the server does not allow', async () => {
    fakeServer(
      ...frame,
      answer(readSubmission, () => viewOf({ packages: [made] })),
    );
    await open();
    await screen.findByText('The version is prepared. The coordinator submits it.');
    for (const name of [/^Freeze/, /^Prepare/, /^Submit/, /^Withdraw/, /^Reopen/])
      expect(screen.queryByRole('button', { name })).toBeNull();
  });

  it('offers whoever may what may be done now', async () => {
    fakeServer(
      ...frame,
      answer(readSubmission, () => viewOf({ moves: everyMove })),
    );
    await open();
    await screen.findByRole('button', { name: 'Freeze the text' });
    expect(screen.getByRole('button', { name: 'Prepare version 1' }).textContent).toBe('Prepare version 1');
    expect(screen.queryByRole('button', { name: /^Submit/ })).toBeNull();
    expect(screen.getByText('Prepare a version first.').tagName).toBe('P');
  });

  it('says a refusal of preparing with its sentence', async () => {
    const sentence = 'The PDF took too long to make. The text is safe.';
    fakeServer(
      ...frame,
      answer(readSubmission, () => viewOf({ moves: everyMove })),
      answer(preparePackage, () => new FakeRefusal(503, 'package.too_slow', sentence)),
    );
    await open();
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Prepare version 1' }));
    await screen.findByText('Nothing was changed');
    expect((await screen.findByText(new RegExp(sentence))).textContent).toContain('request-of-the-spec');
  });

  it('sends one decision with one key, however often it is tried', async () => {
    const server = fakeServer(
      ...frame,
      answer(readSubmission, () => viewOf({ moves: everyMove, packages: [made] })),
      answer(submitPackage, () => new FakeRefusal(503, 'submission.busy', 'Try again at once.')),
    );
    await open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Submit version 1' }));
    const dialog = within(await screen.findByRole('alertdialog'));
    for (const attempt of [1, 2]) {
      await user.click(dialog.getByRole('button', { name: 'Submit version 1' }));
      await dialog.findByText(/Try again at once\./);
      const bodies = server.heard
        .filter(({ method, address }) => method === 'POST' && address.endsWith('/submissions'))
        .map(({ body }) => body);
      expect(bodies).toHaveLength(attempt);
      expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    }
  });

  it('opens a frozen text only with a reason', async () => {
    const frozen = { at: '2027-01-14T08:00:00.000Z', by: person, reason: null };
    const server = fakeServer(
      ...frame,
      answer(readSubmission, () => viewOf({ frozen, moves: ['thaw'] })),
      answer(thawProposal, () => viewOf()),
    );
    await open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Open the text again' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Open the text again' }));
    await dialog.findByText('Say why, so that the others understand.');
    expect(server.heard.some(({ method }) => method === 'POST')).toBe(false);
    await user.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Wrong figure.');
    await user.click(dialog.getByRole('button', { name: 'Open the text again' }));
    await screen.findByRole('heading', { level: 1 });
    expect(server.heard.find(({ method }) => method === 'POST')?.body).toEqual({
      version: 4,
      reason: 'Wrong figure.',
    });
  });

  it('says refused attempts, and withdrawn submissions, in words', async () => {
    const submission = {
      id: ids.at(80),
      number: 1,
      receiptNumber: '2027-0001',
      packageId: made.id,
      packageNumber: 1,
      decidedAt: '2027-01-14T08:10:00.000Z',
      submittedBy: person,
      state: 'withdrawn' as const,
      withdrawnAt: '2027-01-14T08:20:00.000Z',
    };
    fakeServer(
      ...frame,
      answer(readSubmission, () =>
        viewOf({
          submissions: [submission],
          attempts: [{ at: submission.decidedAt, person, packageNumber: 1, outcome: 'cut_off.passed' }],
        }),
      ),
    );
    await open();
    await screen.findByText(/^Nothing stands submitted: version 1 was withdrawn/);
    const past = within(await region('Submissions'));
    const receipt = past.getByRole('link', { name: 'No. 2027-0001' });
    expect(receipt.getAttribute('download')).toBe('receipt-2027-0001.json');
    expect((await region('Attempts')).textContent).toContain('Refused: the cut-off had passed');
  });
});
