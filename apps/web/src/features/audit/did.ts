import type { AuditLine } from '@concordat/contracts';
import type { Format } from '../../platform/format.js';
import type { useWords } from '../../platform/i18n.js';
import { messages } from './messages.en.js';
import type { Say } from './text.js';

type Words = ReturnType<typeof useWords>;
type SentenceKey = Extract<keyof typeof messages, `did.${string}`>;

const isSentence = (key: string): key is SentenceKey => key in messages;

/** Who did it, as the reader knows them: by name and state, or by what they are. */
export function whoDid({ person, byOutsider, action }: AuditLine, say: Say): string {
  if (person !== null)
    return person.stateCode === null
      ? person.displayName
      : say('who.person', { name: person.displayName, state: person.stateCode });
  if (action.startsWith('invitation.')) return say('who.gone');
  if (!byOutsider) return say('who.installation');
  if (action.startsWith('cut_off.')) return say('who.authority');
  return say(/^(read|reminder)\./.test(action) ? 'who.administrator' : 'who.outsider');
}

/** What was done, in one sentence; an act of a newer server says that it has no words here. */
export function whatWasDone(line: AuditLine, say: Say, words: Words, format: Format): string {
  const key = `did.${line.action}`;
  const { personName, stateCode, roles, verdict, from, to } = line.detail;
  const isState = line.objectKind === 'member' && line.objectName !== null;
  const named = isState ? format.state(line.objectName ?? '') : line.objectName;
  return say(isSentence(key) ? key : 'did.other', {
    who: whoDid(line, say),
    action: line.action,
    thing: named ?? 'none',
    person: personName ?? 'none',
    state: stateCode === null ? 'none' : format.state(stateCode),
    verdict: verdict ?? 'none',
    roles:
      roles === null || roles.length === 0 ? 'none' : format.list(roles.map((role) => roleName(role, words))),
    from: from === null ? 'none' : format.stamp(from),
    to: to === null ? 'none' : format.stamp(to),
  });
}

function roleName(role: NonNullable<AuditLine['detail']['roles']>[number], words: Words): string {
  return role === 'admin' || role === 'call_officer' || role === 'national_coordinator'
    ? words(`installation_role.${role}`)
    : words(`role.${role}`);
}
