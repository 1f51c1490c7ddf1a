import type { Connection, Document } from '@hocuspocus/server';
import type { EditorPresence } from '@concordat/contracts';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { applyAwarenessUpdate } from 'y-protocols/awareness';
import type { EditorContext } from '../editor-context.js';
import type { GateKeeper } from '../gate/gate-keeper.js';
import { presenceOf } from './presence.js';

type Editor = Connection<EditorContext>;

/** Carets that move together are told together: nobody's eye follows more. */
const gatherMs = 200;
/** Where text goes out at least so long after the carets were told last, they go along: it costs no write of its own. */
const goAlongMs = 150;
/** A connection that shows more client ids than this is no editor. */
const mostClientIds = 64;
/** A caret is two places in a text. Whatever is longer is not passed on to everybody. */
const longestState = 4_096;

interface Caret {
  readonly editor: Editor;
  readonly clock: number;
  /** Null when the client takes its caret away. */
  readonly state: EditorPresence | null;
}

interface Moving {
  readonly carets: Map<number, Caret>;
  lastToldAt: number;
  /** Set while carets wait to be told. */
  timer: NodeJS.Timeout | undefined;
}

/**
 * Everybody sees who is here by the name, state and colour that the server knows; a client brings only its caret.
 * One frame speaks for one caret: states of other clients in it, and of ids that belong to somebody else, are dropped.
 * Of several moves in a moment the last is told, always.
 */
export class Carets {
  private readonly moving = new WeakMap<Document, Moving>();

  constructor(private readonly keeper: GateKeeper) {}

  /** Takes one frame about carets. Throws if it cannot be read. */
  receive(editor: Editor, content: decoding.Decoder): void {
    const frame = decoding.createDecoder(decoding.readVarUint8Array(content));
    if (decoding.readVarUint(frame) === 0) return;
    const clientId = decoding.readVarUint(frame);
    const clock = decoding.readVarUint(frame);
    const written = decoding.readVarString(frame);
    if (written.length > longestState) return;
    const brought: unknown = JSON.parse(written);
    const state = isObject(brought) ? stateOf(editor.context, brought) : null;
    if (state ? this.isTheirs(editor, clientId) : editor.context.announced.has(clientId))
      this.move(clientId, { editor, clock, state });
  }

  /** Text goes to everybody in a section now. */
  goAlong(document: Document): void {
    const moving = this.moving.get(document);
    if (moving?.timer !== undefined && performance.now() >= moving.lastToldAt + goAlongMs)
      tellAll(document, moving);
  }

  private isTheirs({ context }: Editor, clientId: number): boolean {
    const { sectionId, personId, deviceId, announced } = context;
    if (announced.has(clientId)) return true;
    if (announced.size >= mostClientIds) return false;
    if (this.keeper.find(sectionId)?.introduce({ personId, deviceId, clientIds: [clientId] }) === false)
      return false;
    announced.add(clientId);
    return true;
  }

  private move(clientId: number, caret: Caret): void {
    const { document } = caret.editor;
    let moving = this.moving.get(document);
    if (!moving) {
      moving = { carets: new Map(), lastToldAt: -Infinity, timer: undefined };
      this.moving.set(document, moving);
    }
    moving.carets.set(clientId, caret);
    if (moving.timer !== undefined) return;
    const rest = Math.max(0, moving.lastToldAt + gatherMs - performance.now());
    moving.timer = setTimeout(() => tellAll(document, moving), rest);
  }
}

function tellAll(document: Document, moving: Moving): void {
  const carets = [...moving.carets].filter(([, { editor }]) => document.hasConnection(editor));
  moving.carets.clear();
  clearTimeout(moving.timer);
  moving.timer = undefined;
  moving.lastToldAt = performance.now();
  if (carets.length === 0) return;
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, carets.length);
  for (const [clientId, { editor, clock, state }] of carets) {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, JSON.stringify(state));
    // Hocuspocus takes these away when the connection ends.
    document.getClients(editor).add(clientId);
  }
  applyAwarenessUpdate(document.awareness, encoding.toUint8Array(encoder), { source: 'local' });
}

function stateOf(context: EditorContext, brought: Readonly<Record<string, unknown>>): EditorPresence {
  return {
    ...presenceOf(context),
    ...('cursor' in brought && { cursor: brought['cursor'] }),
  } as EditorPresence;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
