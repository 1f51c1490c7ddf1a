import { EditorPresence } from '@concordat/contracts';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import type { DecorationAttrs } from '@tiptap/pm/view';
import type { Awareness } from 'y-protocols/awareness';

/** Somebody who is in the section now, as the server names them. */
export type Present = EditorPresence['user'];

/** Who else is here, each person once, by the names that the server gave; without the reader. */
export function presentIn(awareness: Awareness, readerId: string): readonly Present[] {
  const people = new Map<string, Present>();
  for (const [clientId, state] of awareness.getStates()) {
    const presence = EditorPresence.safeParse(state);
    if (clientId === awareness.clientID || !presence.success) continue;
    const { user } = presence.data;
    if (user.personId !== readerId) people.set(user.personId, user);
  }
  return [...people.values()];
}

/** The carets of the others: their state's code in their author's colour. Classes only: no inline styles are allowed. */
export const caretsOf = (awareness: Awareness) =>
  CollaborationCaret.configure({
    provider: { awareness },
    // The server puts the true name in its place.
    user: {},
    render: (user) => {
      const caret = document.createElement('span');
      const presence = EditorPresence.shape.user.safeParse(user);
      if (!presence.success) return caret;
      const { name, stateCode, colour } = presence.data;
      caret.className = `author-caret author-${colour}`;
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
