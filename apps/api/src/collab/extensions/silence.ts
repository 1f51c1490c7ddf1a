import type { Extension, onStatelessPayload } from '@hocuspocus/server';
import { editorCloseCodes } from '@concordat/contracts';
import type { EditorContext } from '../editor-context.js';

/** Clients have nothing to say besides text and carets: a message outside them ends the connection. */
export class Silence implements Extension<EditorContext> {
  onStateless({ connection }: onStatelessPayload): Promise<void> {
    connection.close({ code: editorCloseCodes.refused, reason: 'message.refused' });
    return Promise.resolve();
  }
}
