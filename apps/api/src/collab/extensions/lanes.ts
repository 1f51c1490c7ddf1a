import type { connectedPayload, Connection, Extension, onLoadDocumentPayload } from '@hocuspocus/server';
import { editorCloseCodes } from '@concordat/contracts';
import type { WebSocket } from 'ws';
import type { EditorContext } from '../editor-context.js';
import type { GateKeeper } from '../gate/gate-keeper.js';
import type { Committed } from '../gate-feed.js';
import type { Carets } from './carets.js';
import { Durability } from './durability.js';
import { type Frame, frameKinds, readFrame } from './frames.js';

/** What one socket may send before it is let in: an editor sends two frames a section. */
const mostWaiting = 200;
const mostBytesWaiting = 4 * 1024 * 1024;
/** How much an editor who was let in may be ahead of the store. Nobody types that much; a flood does. */
const mostAhead = 2_000;
const mostBytesAhead = 32 * 1024 * 1024;

/** One editor's way into one section. Frames wait until the editor is let in, and are taken in order, one at a time. */
export interface Lane {
  connection: Connection<EditorContext> | null;
  readonly waiting: Frame[];
  bytesWaiting: number;
  isBusy: boolean;
}

/**
 * Text and carets, past Hocuspocus: it lets people in, looks after their connections and sends them away, but to each
 * keystroke it would add five rounds of hooks and a second copy of the text. Frames about anything else are its own.
 */
export class Lanes implements Extension<EditorContext> {
  private readonly lanes = new WeakMap<object, Map<string, Lane>>();
  private readonly text: Durability;

  constructor(
    private readonly keeper: GateKeeper,
    private readonly carets: Carets,
  ) {
    this.text = new Durability(keeper, (document) => this.carets.goAlong(document));
  }

  /** Takes a frame about text or carets; false if it is for Hocuspocus. */
  takes(webSocket: WebSocket, data: Uint8Array): boolean {
    const frame = readFrame(data);
    if (!frame || !isOurs(frame.kind)) return false;
    // Who is being sent away may go on sending until the socket is gone.
    if (webSocket.readyState !== webSocket.OPEN) return true;
    const lane = this.laneOf(webSocket, frame.address);
    lane.waiting.push(frame);
    lane.bytesWaiting += data.byteLength;
    if (lane.waiting.length > mostAhead || lane.bytesWaiting > mostBytesAhead) refuse(webSocket);
    else if (lane.connection?.document.hasConnection(lane.connection)) {
      if (!lane.isBusy) void this.drain(lane);
    } else {
      // Sent away, or not let in yet: what comes now is for whoever is let in next, and that is judged then.
      lane.connection = null;
      if (this.isTooMuch(webSocket)) refuse(webSocket);
    }
    return true;
  }

  /** Passes on what was committed. */
  publish(committed: Committed): void {
    this.text.publish(committed);
  }

  /** Opens the gate with the section; the text stays with the gate, and Hocuspocus' own document empty. */
  async onLoadDocument({ documentName, context }: onLoadDocumentPayload<EditorContext>): Promise<void> {
    const opened = await this.keeper.open(documentName, context.personId);
    if (!opened.ok) throw new Error(`Section ${documentName} cannot be opened: ${opened.reason}`);
  }

  connected({ connection }: connectedPayload<EditorContext>): Promise<void> {
    const editor = connection as Connection<EditorContext>;
    if (!editor.document.hasConnection(editor)) return Promise.resolve();
    const lane = this.laneOf(editor.webSocket, editor.messageAddress);
    lane.connection = editor;
    this.text.enter(editor);
    editor.onClose(() => this.text.leave(editor));
    if (!lane.isBusy) void this.drain(lane);
    return Promise.resolve();
  }

  private laneOf(webSocket: object, address: string): Lane {
    let ofSocket = this.lanes.get(webSocket);
    if (!ofSocket) this.lanes.set(webSocket, (ofSocket = new Map<string, Lane>()));
    let lane = ofSocket.get(address);
    if (!lane)
      ofSocket.set(address, (lane = { connection: null, waiting: [], bytesWaiting: 0, isBusy: false }));
    return lane;
  }

  private isTooMuch(webSocket: object): boolean {
    const lanes = [...(this.lanes.get(webSocket)?.values() ?? [])];
    const frames = lanes.reduce((sum, { waiting }) => sum + waiting.length, lanes.length);
    const bytes = lanes.reduce((sum, { bytesWaiting }) => sum + bytesWaiting, 0);
    return frames > mostWaiting || bytes > mostBytesWaiting;
  }

  private async drain(lane: Lane): Promise<void> {
    lane.isBusy = true;
    try {
      while (lane.connection) {
        const frame = lane.waiting.shift();
        if (!frame) break;
        lane.bytesWaiting -= frame.content.arr.byteLength;
        if (frame.kind === frameKinds.awareness) this.carets.receive(lane.connection, frame.content);
        else await this.text.receive(lane.connection, frame.content);
        if (!lane.connection.document.hasConnection(lane.connection)) lane.connection = null;
      }
    } catch {
      // What came from outside could not be read: that connection ends, and nobody else's.
      lane.waiting.length = 0;
      lane.bytesWaiting = 0;
      lane.connection?.close({ code: editorCloseCodes.refused, reason: 'message.refused' });
    } finally {
      lane.isBusy = false;
    }
  }
}

const refuse = (webSocket: WebSocket): void => webSocket.close(editorCloseCodes.refused, 'message.refused');

const isOurs = (kind: number): boolean =>
  kind === frameKinds.sync || kind === frameKinds.syncReply || kind === frameKinds.awareness;
