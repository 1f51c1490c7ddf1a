import type { SignedInSession } from '@concordat/contracts';
import { defineFeature } from '../platform/feature.js';
import { proposalFrame, ids, signedIn } from '../testing/builders.js';
import { messages } from './messages.en.js';
import { navigationOf, publicNavigationOf } from './navigation.js';
import { registryOf } from './registry.js';

const registryWith = (...paths: string[]) =>
  registryOf([
    defineFeature({
      name: 'all',
      messages: { en: () => Promise.resolve({ messages: { title: 'Title' } }) },
      screens: paths.map((path) => ({
        path: path as `/${string}`,
        title: 'title' as const,
        load: () => Promise.resolve(() => null),
      })),
    }),
  ]);
const inProposal = ['', '/sections', '/review', '/consortium', '/deadlines', '/submission'];
const everything = registryWith(
  ...['/', '/calls', '/intake', '/admin/proposals', '/admin/reminders', '/admin/people', '/help', '/sign-in'],
  ...inProposal.map((screen) => `/proposals/$proposalId${screen}`),
);
const text = (key: keyof typeof messages) => messages[key];

const show = (
  abilities: Partial<SignedInSession['abilities']>,
  isInProposal: boolean,
  registry = everything,
) =>
  navigationOf({
    registry,
    session: signedIn({ abilities }),
    proposalId: isInProposal ? ids.proposal : undefined,
    proposal: isInProposal ? proposalFrame() : undefined,
    current: isInProposal ? '/proposals/$proposalId/sections/$sectionId' : '/',
    text,
  });
const labels = (groups: ReturnType<typeof show>['groups']) =>
  Object.fromEntries(groups.map(({ id, items }) => [id, items.map(({ label }) => label)]));

describe('navigationOf', () => {
  it('shows nobody what they may not open', () => {
    expect(labels(show({}, false).groups)).toEqual({ own: ['Portfolio'], authority: ['Calls'] });
    expect(labels(show({ 'intake.read': true, 'reminder.read_all': true }, false).groups)).toEqual({
      own: ['Portfolio'],
      authority: ['Calls', 'Intake desk'],
      admin: ['Reminders'],
    });
  });

  it('has no entry for a screen that does not exist', () => {
    const all = { 'intake.read': true, 'reminder.read_all': true, 'person.read_all': true } as const;
    const few = registryWith('/', '/proposals/$proposalId');
    expect(labels(show(all, true, few).groups)).toEqual({ own: ['Portfolio'], proposal: ['Overview'] });
  });

  it('names the proposal, counts, links inside it and marks the place', () => {
    const group = show({}, true).groups.find(({ id }) => id === 'proposal');
    expect(group?.title).toBe('KAAMOS');
    expect(group?.items.find(({ label }) => label === 'Sections')).toMatchObject({
      count: 14,
      href: `/proposals/${ids.proposal}/sections`,
      isCurrent: true,
    });
    expect(group?.items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
  });

  it('fits into five on a phone, the rest one step further', () => {
    const { dock } = show({}, true);
    expect(dock.map(({ label }) => label)).toEqual(['Overview', 'Sections', 'Review', 'Consortium', 'More']);
    expect(dock.at(-1)?.href).toBe(`/proposals/${ids.proposal}/more`);
    expect(show({}, false).dock.map(({ label }) => label)).toEqual(['Portfolio', 'Calls', 'Help']);
  });
});

describe('publicNavigationOf', () => {
  it('offers the way in and help', () => {
    const { groups, dock } = publicNavigationOf({ registry: everything, current: '/help', text });
    expect(labels(groups)).toEqual({ outside: ['Sign in'] });
    expect(dock.map(({ label, isCurrent }) => [label, isCurrent])).toEqual([
      ['Sign in', false],
      ['Help', true],
    ]);
  });
});
