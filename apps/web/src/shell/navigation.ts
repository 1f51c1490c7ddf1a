import type { ProposalFrame, SignedInSession } from '@concordat/contracts';
import type { IconName, NavGroup, NavItem } from '@concordat/ui';
import { addresses } from '../platform/addresses.js';
import type { Registry } from './registry.js';
import type { ShellText } from './text.js';

/** What the navigation is made from. */
export interface NavigationFacts {
  readonly registry: Registry;
  readonly session: SignedInSession;
  /** The proposal that is open; only its id while the rest is being read. */
  readonly proposalId: string | undefined;
  readonly proposal: ProposalFrame | undefined;
  /** The address pattern of the screen shown. */
  readonly current: string;
  readonly text: ShellText;
}

/** The entries of the rail and of the phone's bottom bar. */
export interface Navigation {
  readonly groups: readonly NavGroup[];
  readonly foot: readonly NavItem[];
  readonly dock: readonly NavItem[];
}

type Key = Parameters<ShellText>[0];
type Counts = ProposalFrame['counts'];
type InstallationAbility = keyof SignedInSession['abilities'];

interface Entry {
  readonly path: string;
  readonly label: Key;
  readonly short?: Key;
  readonly icon: IconName;
}
interface ProposalEntry extends Entry {
  readonly href: (proposalId: string) => string;
  readonly count?: keyof Counts;
}
interface InstallationEntry extends Entry {
  readonly href: string;
  readonly needs?: InstallationAbility;
}

const inProposal: readonly ProposalEntry[] = [
  { path: '/proposals/$proposalId', label: 'overview', icon: 'overview', href: addresses.overview },
  {
    path: '/proposals/$proposalId/sections',
    label: 'sections',
    icon: 'sections',
    href: addresses.sections,
    count: 'sections',
  },
  {
    path: '/proposals/$proposalId/review',
    label: 'review',
    short: 'review.short',
    icon: 'sign',
    href: addresses.review,
    count: 'verdictsAwaitedOfMe',
  },
  {
    path: '/proposals/$proposalId/consortium',
    label: 'consortium',
    icon: 'consortium',
    href: addresses.consortium,
    count: 'members',
  },
  {
    path: '/proposals/$proposalId/comments',
    label: 'comments',
    icon: 'comment',
    href: addresses.comments,
  },
  {
    path: '/proposals/$proposalId/deadlines',
    label: 'deadlines',
    icon: 'calendar',
    href: addresses.deadlines,
  },
  {
    path: '/proposals/$proposalId/submission',
    label: 'submission',
    icon: 'submit',
    href: addresses.submission,
  },
  {
    path: '/proposals/$proposalId/history',
    label: 'record',
    icon: 'history',
    href: addresses.history,
  },
];

const own: readonly InstallationEntry[] = [
  { path: '/', label: 'portfolio', icon: 'portfolio', href: addresses.portfolio() },
];
const authority: readonly InstallationEntry[] = [
  { path: '/calls', label: 'calls', icon: 'book', href: addresses.calls() },
  {
    path: '/intake',
    label: 'intake',
    short: 'intake.short',
    icon: 'page',
    href: addresses.intake(),
    needs: 'intake.read',
  },
];
const admin: readonly InstallationEntry[] = [
  {
    path: '/admin/proposals',
    label: 'progress',
    icon: 'lines',
    href: addresses.progress(),
    needs: 'proposal.progress',
  },
  {
    path: '/admin/reminders',
    label: 'reminders',
    icon: 'mail',
    href: addresses.reminders(),
    needs: 'reminder.read_all',
  },
  {
    path: '/admin/people',
    label: 'people',
    icon: 'person',
    href: addresses.people(),
    needs: 'person.read_all',
  },
  {
    path: '/admin/history',
    label: 'record',
    icon: 'history',
    href: addresses.installationHistory(),
    needs: 'installation_audit.read',
  },
];
const foot: readonly InstallationEntry[] = [
  { path: '/help', label: 'help', icon: 'help', href: addresses.help() },
];

const outside: readonly InstallationEntry[] = [
  { path: '/sign-in', label: 'sign-in', icon: 'key', href: addresses.signIn() },
];

const placesInDock = 5;

/** Says which entries this reader has here: an entry exists when its screen does and the reader may open it. */
export function navigationOf(facts: NavigationFacts): Navigation {
  const groups: NavGroup[] = [];
  const add = (id: string, items: readonly NavItem[], title?: string) => {
    if (items.length > 0) groups.push({ id, items, ...(title === undefined ? {} : { title }) });
  };
  const proposalItems = itemsInProposal(facts);
  add('own', installationItems(own, facts));
  add('proposal', proposalItems, facts.proposal?.acronym ?? facts.text('nav.proposal'));
  add('authority', installationItems(authority, facts), facts.text('nav.authority'));
  add('admin', installationItems(admin, facts), facts.text('nav.admin'));
  const footItems = installationItems(foot, facts);
  const rest = [...groups.flatMap(({ items }) => items), ...footItems];
  return { groups, foot: footItems, dock: dockOf(proposalItems, rest, facts) };
}

function itemsInProposal({ registry, proposal, proposalId, current, text }: NavigationFacts): NavItem[] {
  // Nothing is promised before the server has said what this reader may see.
  if (proposalId === undefined || proposal === undefined) return [];
  return inProposal
    .filter(({ path }) => registry.has(path))
    .map((entry) => ({
      ...itemOf(entry, text),
      href: entry.href(proposalId),
      ...(entry.count === undefined ? {} : { count: proposal.counts[entry.count] }),
      isCurrent: entry.path === current || isInside(current, entry.path, '/proposals/$proposalId'),
    }));
}

function installationItems(entries: readonly InstallationEntry[], facts: NavigationFacts): NavItem[] {
  const { registry, session, current, text } = facts;
  return entries
    .filter(({ path, needs }) => registry.has(path) && (needs === undefined || session.abilities[needs]))
    .map((entry) => ({
      ...itemOf(entry, text),
      href: entry.href,
      isCurrent: entry.path === current || isInside(current, entry.path, '/'),
    }));
}

/** In a proposal its screens come first; what does not fit into five is one step further, behind "More". */
function dockOf(
  proposalItems: readonly NavItem[],
  all: readonly NavItem[],
  facts: NavigationFacts,
): NavItem[] {
  const first = proposalItems.length > 0 ? proposalItems : all;
  const ordered = [...new Set([...first, ...all])];
  if (ordered.length <= placesInDock) return ordered;
  const shown = ordered.slice(0, placesInDock - 1);
  const href = facts.proposalId === undefined ? addresses.more() : addresses.moreInProposal(facts.proposalId);
  const isCurrent = !shown.some((item) => item.isCurrent);
  return [...shown, { id: 'more', label: facts.text('more'), icon: 'more', href, isCurrent }];
}

/** The entries for somebody who is not signed in: the way in, and help. */
export function publicNavigationOf(
  facts: Pick<NavigationFacts, 'registry' | 'current' | 'text'>,
): Navigation {
  const open = (entries: readonly InstallationEntry[]) =>
    entries
      .filter(({ path }) => facts.registry.has(path))
      .map((entry) => ({
        ...itemOf(entry, facts.text),
        href: entry.href,
        isCurrent: entry.path === facts.current,
      }));
  const items = open(outside);
  const footItems = open(foot);
  return {
    groups: items.length > 0 ? [{ id: 'outside', items }] : [],
    foot: footItems,
    dock: [...items, ...footItems],
  };
}

const itemOf = ({ path, label, short, icon }: Entry, text: ShellText) => ({
  id: path,
  label: text(label),
  icon,
  ...(short === undefined ? {} : { shortLabel: text(short) }),
});

const isInside = (current: string, path: string, root: string): boolean =>
  path !== root && current.startsWith(`${path}/`);
