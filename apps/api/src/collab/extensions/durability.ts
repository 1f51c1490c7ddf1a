import type { Connection, Document } from '@hocuspocus/server';
import { editorCloseCodes, type EditorMessage } from '@concordat/contracts';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import type { EditorContext } from '../editor-context.js';
import type { GateKeeper } from '../gate/gate-keeper.js';
import type { Author, GateRefusal } from '../gate/gate.types.js';
import type { SectionGate } from '../gate/section-gate.js';
import type { Committed } from '../gate-feed.js';
import { statusFrame, syncFrame, syncSteps } from './frames.js';
import { OpeningText } from './opening-text.js';

type Editor = Connection<EditorContext>;

/** The size of an update that says nothing. */
const emptyUpdate = 2;
/** From so many editors in one section on, changes of a moment are passed on together. */
const crowd = 30;
/** The more there are, the longer a moment: what everybody is told at once would else grow with the square of them. */
const momentMs = (editors: number): number => Math.min(25, Math.max(10, editors / 4));

/** A section as its editors here see it. */
interface Audience {
  readonly editors: Set<Editor>;
  readonly opening: OpeningText;
  moment: Uint8Array[] | null;
}

/**
 * Sends every change through the section's gate before it is acknowledged and passed on: "saved" means committed. A
 * refusal throws nothing (that would strand the writer, who would neither be told nor resend): the connection turns
 * read-only, the answer is "not applied", and the reason goes with it.
 */
export class Durability {
  private readonly audiences = new Map<string, Audience>();
  /** Whose page an author object stands for: it has made the change and need not be told. */
  private readonly writers = new WeakMap<Author, Editor>();

  /** @param passedOn is told after text went to the editors of a document, in the same turn */
  constructor(
    private readonly keeper: GateKeeper,
    private readonly passedOn: (document: Document) => void = () => undefined,
  ) {}

  enter(editor: Editor): void {
    const { sectionId } = editor.context;
    let audience = this.audiences.get(sectionId);
    if (!audience) {
      audience = { editors: new Set(), opening: new OpeningText(), moment: null };
      this.audiences.set(sectionId, audience);
    }
    audience.editors.add(editor);
  }

  leave(editor: Editor): void {
    const { sectionId } = editor.context;
    const audience = this.audiences.get(sectionId);
    audience?.editors.delete(editor);
    if (audience?.editors.size === 0) this.audiences.delete(sectionId);
  }

  /** What was committed goes to everybody else, in the order of the log and encoded once. */
  publish({ sectionId, update, author }: Committed): void {
    const audience = this.audiences.get(sectionId);
    if (!audience) return;
    audience.opening.add(update);
    if (audience.moment) audience.moment.push(update);
    else if (audience.editors.size < crowd) this.pass(audience, update, author && this.writers.get(author));
    else {
      audience.moment = [update];
      setTimeout(() => {
        const updates = audience.moment ?? [];
        audience.moment = null;
        this.pass(audience, updates.length === 1 ? update : Y.mergeUpdates(updates));
      }, momentMs(audience.editors.size));
    }
  }

  /** Takes one frame about the text. Throws if it cannot be read. */
  async receive(editor: Editor, content: decoding.Decoder): Promise<void> {
    const step = decoding.readVarUint(content);
    const bytes = decoding.readVarUint8Array(content);
    if (step === syncSteps.question) return this.answer(editor, bytes);
    if (step !== syncSteps.answer && step !== syncSteps.change)
      throw new Error(`There is no step ${step} of synchronising`);
    editor.send(statusFrame(editor.messageAddress, await this.isStored(editor, step, bytes)));
  }

  private async isStored(editor: Editor, step: number, bytes: Uint8Array): Promise<boolean> {
    if (bytes.byteLength <= emptyUpdate) return !editor.readOnly || step === syncSteps.answer;
    if (editor.readOnly) return step === syncSteps.answer && (await this.isKnown(editor, bytes));
    const { personId, deviceId, announced } = editor.context;
    const author = { personId, deviceId, clientIds: [...announced] };
    this.writers.set(author, editor);
    const gate = await this.gateOf(editor);
    const received = gate
      ? await gate.receive(bytes, author)
      : ({ ok: false, reason: 'update.not_stored' } as const);
    if (!received.ok) turnAway(editor, received.reason);
    return received.ok;
  }

  /** Gives the text, or what of it is missing, and asks for what the server has not got. */
  private async answer(editor: Editor, vector: Uint8Array): Promise<void> {
    const gate = await this.gateOf(editor);
    const audience = this.audiences.get(editor.context.sectionId);
    // The store does not answer: whoever comes back later finds it.
    if (!gate || !audience) return editor.close({ code: editorCloseCodes.draining, reason: 'unavailable' });
    const address = editor.messageAddress;
    const { missing, since, known } = audience.opening.for(vector, () => gate.state().update);
    // What came after the encoded text goes first, so that with the answer everything is there.
    if (since) editor.send(syncFrame(address, syncSteps.change, since));
    editor.send(syncFrame(address, syncSteps.answer, missing));
    editor.send(syncFrame(address, syncSteps.question, known));
  }

  private pass({ editors }: Audience, update: Uint8Array, writer?: Editor): void {
    let address: string | undefined;
    let frame: Uint8Array = update;
    let document: Document | undefined;
    for (const editor of editors) {
      document = editor.document;
      if (editor === writer) continue;
      const { messageAddress } = editor;
      if (messageAddress !== address) {
        address = messageAddress;
        frame = syncFrame(address, syncSteps.change, update);
      }
      editor.send(frame);
    }
    if (document) this.passedOn(document);
  }

  /** A reader who comes back offers what everybody has. */
  private async isKnown(editor: Editor, bytes: Uint8Array): Promise<boolean> {
    const gate = await this.gateOf(editor);
    return gate !== null && gate.holds(bytes);
  }

  private async gateOf({ context }: Editor): Promise<SectionGate | null> {
    const open = this.keeper.find(context.sectionId);
    if (open) return open;
    const opened = await this.keeper.open(context.sectionId, context.personId);
    return opened.ok ? opened.value : null;
  }
}

/** Says something to the person behind one connection. */
export function tell(connection: Editor, message: EditorMessage): void {
  connection.sendStateless(JSON.stringify(message));
}

/** After one refusal nothing of this connection is taken: what follows would build on what is not there. */
function turnAway(connection: Editor, code: GateRefusal): void {
  connection.readOnly = true;
  tell(connection, { kind: code === 'update.not_stored' ? 'retry' : 'refused', code });
}
