import { countUnreadMail } from '@concordat/contracts';
import { themes } from '@concordat/domain';
import { IconButton, IconLink, Menu, PersonButton, type MenuItem, type PlateProps } from '@concordat/ui';
import { addresses } from '../platform/addresses.js';
import { useFormat } from '../platform/format.js';
import { useWords } from '../platform/i18n.js';
import { useEndpoint } from '../platform/query.js';
import { useSession } from '../platform/session.js';
import { useTheme } from '../platform/theme.js';
import { useCurrentProposal } from './current.js';
import { useLeaving } from './leaving.js';
import { useRegistry } from './registry-context.js';
import { useShellText } from './text.js';

/** The right end of the top bar: colours and the person. */
export function Tools() {
  return (
    <>
      <MailboxLink />
      <ThemeMenu />
      <PersonMenu />
    </>
  );
}

function MailboxLink() {
  const text = useShellText();
  const hasScreen = useRegistry().has('/mailbox');
  const { data } = useEndpoint(countUnreadMail, {}, { enabled: hasScreen });
  if (!hasScreen) return null;
  const unread = data?.unread ?? 0;
  return (
    <IconLink
      icon="bell"
      label={text('mailbox.label', { unread })}
      badge={unread}
      href={addresses.mailbox()}
    />
  );
}

function ThemeMenu() {
  const text = useShellText();
  const words = useWords();
  const [theme, choose] = useTheme();
  const items: MenuItem[] = themes.map((each) => ({
    id: each,
    label: words(`theme.${each}`),
    ...(each === theme ? { icon: 'check', description: text('theme.now') } : {}),
    onAction: () => choose(each),
  }));
  return (
    <Menu
      label={text('theme.menu')}
      placement="bottom end"
      trigger={<IconButton icon="theme" label={text('theme.label', { theme: words(`theme.${theme}`) })} />}
      groups={[items]}
    />
  );
}

function PersonMenu() {
  const text = useShellText();
  const registry = useRegistry();
  const { person } = useSession();
  const plate = usePlate();
  const { leave, question } = useLeaving();
  const links: (MenuItem & { href: string })[] = [
    { id: 'mailbox', label: text('mailbox'), icon: 'mail', href: addresses.mailbox() },
    { id: 'profile', label: text('profile'), icon: 'person', href: addresses.profile() },
    { id: 'accessibility', label: text('accessibility'), icon: 'info', href: addresses.accessibility() },
  ];
  return (
    <>
      <Menu
        label={text('person.menu')}
        placement="bottom end"
        trigger={
          <PersonButton
            label={text('person.label', { name: person.displayName })}
            name={person.displayName}
            plate={plate}
          />
        }
        groups={[
          links.filter(({ href }) => registry.has(href)),
          [{ id: 'sign-out', label: text('sign-out'), icon: 'leave', onAction: () => void leave() }],
        ]}
      />
      {question}
    </>
  );
}

/** The state for which the reader speaks: in the proposal that is open, or everywhere where it is the same one. */
function usePlate(): PlateProps | undefined {
  const format = useFormat();
  const { memberships } = useSession();
  const { proposal, proposalId } = useCurrentProposal();
  const here = memberships.find((each) => each.proposalId === proposalId);
  const states = new Set(memberships.map(({ stateCode }) => stateCode));
  const code = here?.stateCode ?? (states.size === 1 ? [...states][0] : undefined);
  if (code === undefined) return undefined;
  const isLead = here !== undefined && proposal?.coordinatingState === code;
  return { code, name: format.state(code), kind: isLead ? 'lead' : 'member' };
}
