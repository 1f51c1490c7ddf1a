import type { beforeHandleAwarenessPayload, Extension } from '@hocuspocus/server';
import type { EditorPresence } from '@concordat/contracts';
import type { EditorContext } from '../editor-context.js';
import type { GateKeeper } from '../gate/gate-keeper.js';

/**
 * Everybody sees who is here by the name, state and colour that the server knows; a client brings only its caret.
 * One frame speaks for one caret: states of other clients in it, and of ids that belong to somebody else, are dropped.
 */
export class Presence implements Extension<EditorContext> {
  constructor(private readonly keeper: GateKeeper) {}

  beforeHandleAwareness(payload: beforeHandleAwarenessPayload<EditorContext>): Promise<void> {
    const { context, states, documentName } = payload;
    if (!context) return Promise.resolve();
    const { personId, deviceId, announced } = context;
    const { user } = presenceOf(context);
    const gate = this.keeper.find(documentName);
    const [scratch, ...brought] = [...states];
    // Hocuspocus reads the frame into a new awareness, and a new awareness first of all knows itself.
    if (scratch) states.delete(scratch[0]);
    for (const [position, [clientId, state]] of brought.entries()) {
      if (position > 0 || gate?.introduce({ personId, deviceId, clientIds: [clientId] }) === false) {
        states.delete(clientId);
        continue;
      }
      announced.add(clientId);
      states.set(clientId, { user, ...('cursor' in state && { cursor: state['cursor'] as unknown }) });
    }
    return Promise.resolve();
  }
}

/** Who somebody is to the others in a section, as the server knows them. */
export function presenceOf({ author }: EditorContext): Pick<EditorPresence, 'user'> {
  const { id, displayName, stateCode, authorColour } = author;
  return { user: { personId: id, name: displayName, stateCode, colour: authorColour } };
}
