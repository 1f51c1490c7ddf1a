import type { afterLoadDocumentPayload, Extension } from '@hocuspocus/server';
import type { EditorContext } from '../editor-context.js';
import type { CaretBoard } from '../road/index.js';

/** Shows the carets of sockets to pages without one, and theirs to sockets. */
export class SharedCarets implements Extension<EditorContext> {
  constructor(private readonly carets: CaretBoard) {}

  afterLoadDocument({ document, documentName }: afterLoadDocumentPayload<EditorContext>): Promise<void> {
    this.carets.watchDocument(documentName, document.awareness);
    return Promise.resolve();
  }
}
