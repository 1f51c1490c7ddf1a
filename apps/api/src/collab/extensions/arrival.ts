import type { connectedPayload, Extension } from '@hocuspocus/server';
import type { EditorContext } from '../editor-context.js';
import type { Revocation } from '../revocation.js';

/** Looks once more at everybody who has just come in: rights may end between the ticket and the open text. */
export class Arrival implements Extension<EditorContext> {
  constructor(private readonly revocation: Pick<Revocation, 'welcome'>) {}

  async connected({ connection }: connectedPayload<EditorContext>): Promise<void> {
    await this.revocation.welcome(connection);
  }
}
