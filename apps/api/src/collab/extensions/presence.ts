import type { EditorPresence } from '@concordat/contracts';
import type { EditorContext } from '../editor-context.js';

/** Who somebody is to the others in a section, as the server knows them. */
export function presenceOf({ author }: EditorContext): Pick<EditorPresence, 'user'> {
  const { id, displayName, stateCode, authorColour } = author;
  return { user: { personId: id, name: displayName, stateCode, colour: authorColour } };
}
