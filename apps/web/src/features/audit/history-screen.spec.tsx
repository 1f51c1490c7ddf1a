import {
  type AuditLine,
  type AuditPage,
  checkAudit,
  readAudit,
  readInstallationAudit,
  readProposal,
  readSession,
} from '@concordat/contracts';
import { configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ids, proposalFrame, signedIn } from '../../testing/builders.js';
import { answer, fakeServer } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';
import { feature } from './audit.routes.js';

const nothing = { personName: null, stateCode: null, roles: null, verdict: null, from: null, to: null };
const anna = { id: ids.person, displayName: 'Anna Aalto', stateCode: 'FI' };
const line = (
  change: Omit<Partial<AuditLine>, 'detail'> & { detail?: Partial<AuditLine['detail']> },
): AuditLine => ({
  number: 1,
  at: '2027-01-14T08:10:00.000Z',
  person: anna,
  byOutsider: false,
  action: 'proposal.found',
  objectKind: 'proposal',
  objectName: 'KAAMOS',
  sectionId: null,
  ...change,
  detail: { ...nothing, ...change.detail },
});
const pageOf = (lines: readonly AuditLine[], change: Partial<AuditPage> = {}): AuditPage => ({
  lines: [...lines],
  next: null,
  total: lines.length,
  people: [anna],
  sections: [{ id: ids.section, number: 'B1', title: 'Excellence' }],
  abilities: { 'audit.export': true },
  ...change,
});
const frame = [answer(readSession, () => signedIn()), answer(readProposal, () => proposalFrame())] as const;
const open = (search = '') => renderApp([feature], `/proposals/${ids.proposal}/history${search}`);

configure({ asyncUtilTimeout: 8000 });
jest.setTimeout(30_000);

describe('the history of a proposal', () => {
  it('says in sentences who did what, whoever it was', async () => {
    const sentences: [Parameters<typeof line>[0], string][] = [
      [{}, 'Anna Aalto (FI) founded the proposal.'],
      [
        {
          action: 'section.assign',
          objectKind: 'section',
          objectName: 'B1 Excellence',
          detail: { personName: 'Bela' },
        },
        'Anna Aalto (FI) made Bela lead of B1 Excellence.',
      ],
      [
        {
          action: 'verdict.given',
          objectName: 'B1 Excellence',
          detail: { verdict: 'request_changes', stateCode: 'NO' },
        },
        'Anna Aalto (FI) asked for changes on B1 Excellence for Norway.',
      ],
      [
        { action: 'membership.change', objectName: 'Bela', detail: { roles: ['author', 'reviewer'] } },
        'Anna Aalto (FI) made Bela Author and Reviewer.',
      ],
      [
        { action: 'member.add', objectKind: 'member', objectName: 'PL' },
        'Anna Aalto (FI) took Poland into the consortium.',
      ],
      [
        { action: 'read.mail', person: null, byOutsider: true, objectName: 'Bela' },
        'An administrator read a mail to Bela.',
      ],
      [
        {
          action: 'cut_off.move',
          person: null,
          byOutsider: true,
          objectName: null,
          detail: { from: '2027-01-26T16:00:00.000Z', to: '2027-02-02T16:00:00.000Z' },
        },
        'The authority moved the cut-off from 26 Jan 2027, 18:00 to 2 Feb 2027, 18:00.',
      ],
      [
        { action: 'something.newer' },
        'Anna Aalto (FI) did something that this version has no words for (something.newer).',
      ],
      [
        { action: 'invitation.send', objectName: '{who} <b>"x"</b>' },
        'Anna Aalto (FI) invited {who} <b>"x"</b>.',
      ],
    ];
    fakeServer(
      ...frame,
      answer(readAudit, () => pageOf(sentences.map(([change], at) => line({ ...change, number: at + 1 })))),
    );
    await open();
    await screen.findByText('Nine acts are written down, and none can be changed or removed.');
    const list = within(await screen.findByRole('region', { name: 'What was done' }));
    for (const [, sentence] of sentences) expect(await list.findByText(sentence)).toBeTruthy();
    expect(list.getByText(/^Thu 14 Jan/)).toBeTruthy();
  });

  it('is narrowed by the address and by hand, and says when nothing fits', async () => {
    const user = userEvent.setup();
    const server = fakeServer(
      ...frame,
      answer(readAudit, ({ query }) =>
        query.kind === 'reviews' ? pageOf([], { total: 3 }) : pageOf([line({})]),
      ),
    );
    await open('?kind=reviews&person=nonsense');
    await screen.findByText('Nothing like that is written down.');
    await user.click(screen.getByRole('button', { name: 'Show everything' }));
    await screen.findByText('Anna Aalto (FI) founded the proposal.');
    expect(server.heard.some(({ address }) => address.includes('personId'))).toBe(false);
  });

  it('checks the chain, says that it is whole, and where it is not', async () => {
    const user = userEvent.setup();
    let broken: { number: number; message: string } | null = null;
    fakeServer(
      ...frame,
      answer(readAudit, () => pageOf([line({})])),
      answer(checkAudit, () => ({
        checkedAt: '2027-01-14T08:42:00.000Z',
        fitting: 4,
        sha256: 'ab'.repeat(32),
        broken,
      })),
    );
    await open();
    await user.click(await screen.findByRole('button', { name: 'Check the history' }));
    expect((await screen.findByText('All 4 acts fit.')).closest('[role="status"]')?.textContent).toContain(
      'abab',
    );
    broken = { number: 5, message: 'What is written here was changed.' };
    await user.click(screen.getByRole('button', { name: 'Check the history' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(
      /Act 5 does not fit\..*changed.*4 before it fit/,
    );
  });

  it('offers the file to those who may take it, and to nobody else', async () => {
    fakeServer(
      ...frame,
      answer(readAudit, () => pageOf([line({})])),
    );
    const { unmount } = await open();
    const file = await screen.findByRole('link', { name: 'Download to verify' });
    expect(file.getAttribute('href')).toBe(`/api/proposals/${ids.proposal}/audit/export?format=jsonl`);
    unmount();
    fakeServer(
      ...frame,
      answer(readAudit, () => pageOf([line({})], { abilities: {} })),
    );
    await open();
    await screen.findByRole('button', { name: 'Check the history' });
    expect(screen.queryByRole('link', { name: 'Download to verify' })).toBeNull();
  });
});

describe('the history of the installation', () => {
  it('tells administrators of accounts and sign-ins', async () => {
    const person = { ...anna, stateCode: null };
    fakeServer(
      answer(readSession, () => signedIn({ abilities: { 'installation_audit.read': true } })),
      answer(readInstallationAudit, () =>
        pageOf(
          [
            line({ person, action: 'session.open' }),
            line({ number: 2, person, action: 'person.disable', objectName: 'Bela' }),
          ],
          {
            people: [],
            sections: [],
          },
        ),
      ),
    );
    await renderApp([feature], '/admin/history');
    await screen.findByText('Anna Aalto signed in.');
    await screen.findByText('Anna Aalto closed the account of Bela.');
    expect(screen.getByRole('link', { name: 'Download as table' })).toBeTruthy();
  });
});
