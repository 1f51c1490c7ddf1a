import type {
  afterLoadDocumentPayload,
  beforeSyncPayload,
  Connection,
  Extension,
  onLoadDocumentPayload,
} from '@hocuspocus/server';
import type { EditorMessage } from '@concordat/contracts';
import { messageYjsSyncStep1 } from 'y-protocols/sync';
import * as Y from 'yjs';
import type { EditorContext } from '../editor-context.js';
import type { GateKeeper } from '../gate/gate-keeper.js';
import type { GateRefusal } from '../gate/gate.types.js';

/** The size of an update that says nothing. */
const emptyUpdate = 2;

/**
 * Sends every change through the section's gate before Hocuspocus applies and acknowledges it: the hook is awaited,
 * so "saved" means committed. A refusal throws nothing (that would strand the writer, who would neither be told nor
 * resend): the connection turns read-only, which makes Hocuspocus answer "not applied", and the reason goes with it.
 */
export class Durability implements Extension<EditorContext> {
  constructor(private readonly keeper: GateKeeper) {}

  async onLoadDocument({ documentName, context }: onLoadDocumentPayload<EditorContext>): Promise<Uint8Array> {
    return await this.committed(documentName, context);
  }

  /** What was committed while the document was being made. */
  async afterLoadDocument({ document, documentName, context }: afterLoadDocumentPayload<EditorContext>) {
    Y.applyUpdate(document, await this.committed(documentName, context), { source: 'local' });
  }

  async beforeSync(payload: beforeSyncPayload<EditorContext>): Promise<void> {
    const { type, connection, context, documentName } = payload;
    if (type === messageYjsSyncStep1 || payload.payload.byteLength <= emptyUpdate) return;
    if (connection.readOnly) return;
    const { personId, deviceId, announced } = context;
    const opened = await this.keeper.open(documentName, personId);
    const received = opened.ok
      ? await opened.value.receive(payload.payload, { personId, deviceId, clientIds: [...announced] })
      : ({ ok: false, reason: 'update.not_stored' } as const);
    if (!received.ok) turnAway(connection, received.reason);
  }

  private async committed(sectionId: string, { personId }: EditorContext): Promise<Uint8Array> {
    const opened = await this.keeper.open(sectionId, personId);
    if (!opened.ok) throw new Error(`Section ${sectionId} cannot be opened: ${opened.reason}`);
    return opened.value.state().update;
  }
}

/** Says something to the person behind one connection. */
export function tell(connection: Connection<EditorContext>, message: EditorMessage): void {
  connection.sendStateless(JSON.stringify(message));
}

/** After one refusal nothing of this connection is taken: what follows would build on what is not there. */
function turnAway(connection: Connection<EditorContext>, code: GateRefusal): void {
  connection.readOnly = true;
  tell(connection, { kind: code === 'update.not_stored' ? 'retry' : 'refused', code });
}
