import { EditorPresence } from '@concordat/contracts';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import type { DecorationAttrs } from '@tiptap/pm/view';
import type { Awareness } from 'y-protocols/awareness';

/** Somebody who is in the section now, as the server names them. */
export type Present = EditorPresence['user'] & {
  /** Their caret as they tell it: two relative positions as JSON; null while it is hidden or not in the text. */
  readonly cursor: unknown;
};

/** Who else is here, each person once, by the names that the server gave; without the reader. */
export function presentIn(awareness: Awareness, readerId: string): readonly Present[] {
  const people = new Map<string, Present>();
  for (const [clientId, state] of awareness.getStates()) {
    const presence = EditorPresence.safeParse(state);
    if (clientId === awareness.clientID || !presence.success) continue;
    const { user, cursor = null } = presence.data;
    // Whoever has the text open twice is where their caret is.
    const before = people.get(user.personId)?.cursor ?? null;
    if (user.personId !== readerId) people.set(user.personId, { ...user, cursor: cursor ?? before });
  }
  return [...people.values()];
}

/** The drawn carets of one person, for whoever follows them. */
export const caretOf = (root: ParentNode, personId: string): Element | null =>
  root.querySelector(`.author-caret[data-person="${CSS.escape(personId)}"]`);

/** The carets of the others: their name and state in their author's colour. Classes only: no inline styles are allowed. */
export const caretsOf = (awareness: Awareness) =>
  CollaborationCaret.configure({
    provider: { awareness },
    // The server puts the true name in its place.
    user: {},
    render: (user) => {
      const caret = document.createElement('span');
      const presence = EditorPresence.shape.user.safeParse(user);
      if (!presence.success) return caret;
      const { personId, name, stateCode, colour } = presence.data;
      caret.className = `author-caret author-${colour}`;
      caret.dataset['person'] = personId;
      const label = document.createElement('b');
      label.textContent = stateCode === null ? name : `${name} (${stateCode})`;
      caret.append(label);
      return caret;
    },
    selectionRender: (user): DecorationAttrs => {
      const presence = EditorPresence.shape.user.safeParse(user);
      return presence.success ? { class: `author-selection author-${presence.data.colour}` } : {};
    },
  });
