import type { EditorCaret, EditorPresence } from '@concordat/contracts';
import { Injectable } from '@nestjs/common';
import {
  applyAwarenessUpdate,
  Awareness,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness';
import * as Y from 'yjs';
import { GateKeeper } from '../gate/index.js';
import { presenceOf } from '../extensions/presence.js';
import type { Opening } from './opening.js';

/** Carets that move together are told together. */
const gatherMs = 200;
/** A page that names more client ids than this is no editor. */
const mostClientIds = 64;

interface Change {
  readonly added: number[];
  readonly updated: number[];
  readonly removed: number[];
}

/** Marks what one road has from the other, so that it does not go back. */
const fromOtherRoad = Symbol('from the other road');

/** The carets of one section as pages without a socket see them: everybody's, whatever their road. */
class SectionCarets {
  readonly awareness = new Awareness(new Y.Doc());
  readonly openings = new Set<Opening>();
  /** Whose caret it is, for carets that came by this road. */
  readonly owners = new Map<number, Opening>();
  private readonly changedAt = new Map<number, number>();
  private version = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor() {
    // The server itself is nobody.
    this.awareness.setLocalState(null);
    this.awareness.on('update', ({ added, updated, removed }: Change, origin: unknown) => {
      this.version += 1;
      for (const clientId of [...added, ...updated, ...removed]) {
        this.changedAt.set(clientId, this.version);
        if (origin === fromOtherRoad) this.owners.delete(clientId);
      }
      this.timer ??= setTimeout(() => this.tell(), gatherMs);
    });
  }

  /** What changed after a version, without the page's own caret. */
  since(version: number, opening: Opening): { version: number; update: Uint8Array | null } {
    const clientIds = [...this.changedAt]
      .filter(([clientId, at]) => at > version && clientId !== opening.caretId)
      .map(([clientId]) => clientId);
    const update = clientIds.length > 0 ? encodeAwarenessUpdate(this.awareness, clientIds) : null;
    return { version: this.version, update };
  }

  end(): void {
    clearTimeout(this.timer);
    this.awareness.doc.destroy();
  }

  private tell(): void {
    this.timer = undefined;
    for (const opening of this.openings) opening.changed();
  }
}

/**
 * Who is in which section, for pages without a socket. Carets go into the same kind of register that sockets use and
 * are passed between the two; what a page may say of itself is where its caret is, nothing more.
 */
@Injectable()
export class CaretBoard {
  private readonly sections = new Map<string, SectionCarets>();
  private readonly documents = new Map<string, Awareness>();

  constructor(private readonly keeper: GateKeeper) {}

  enter(opening: Opening): void {
    const { sectionId } = opening.context;
    let carets = this.sections.get(sectionId);
    if (!carets) {
      carets = new SectionCarets();
      this.sections.set(sectionId, carets);
      const document = this.documents.get(sectionId);
      if (document) join(document, carets.awareness);
    }
    carets.openings.add(opening);
  }

  /** The page is gone, and its caret with it, unless it has shown it by a socket meanwhile. */
  leave(opening: Opening): void {
    const { sectionId } = opening.context;
    const carets = this.sections.get(sectionId);
    if (!carets) return;
    this.hide(carets, opening);
    carets.openings.delete(opening);
    if (carets.openings.size > 0) return;
    this.sections.delete(sectionId);
    carets.end();
  }

  /** Shows a page's caret to everybody. A client id that is somebody else's shows nothing. */
  move(opening: Opening, { clientId, clock, cursor }: EditorCaret): void {
    const { context } = opening;
    const carets = this.sections.get(context.sectionId);
    const { personId, deviceId, announced } = context;
    if (!carets || (!announced.has(clientId) && announced.size >= mostClientIds)) return;
    const gate = this.keeper.find(context.sectionId);
    if (gate?.introduce({ personId, deviceId, clientIds: [clientId] }) === false) return;
    announced.add(clientId);
    if (opening.caretId !== clientId) this.hide(carets, opening);
    opening.caretId = clientId;
    const state: EditorPresence = { ...presenceOf(context), ...(cursor && { cursor }) };
    applyAwarenessUpdate(carets.awareness, frameOf(clientId, clock, state), opening);
    carets.owners.set(clientId, opening);
  }

  /** What changed after a version. */
  since(version: number, opening: Opening): { version: number; update: Uint8Array | null } {
    return this.sections.get(opening.context.sectionId)?.since(version, opening) ?? { version, update: null };
  }

  /** The carets that sockets brought for a section are to be seen on this road too, and the other way round. */
  watchDocument(sectionId: string, awareness: Awareness): void {
    this.documents.set(sectionId, awareness);
    awareness.on('destroy', () => {
      if (this.documents.get(sectionId) === awareness) this.documents.delete(sectionId);
    });
    const carets = this.sections.get(sectionId);
    if (carets) join(awareness, carets.awareness);
  }

  private hide(carets: SectionCarets, opening: Opening): void {
    const { caretId } = opening;
    if (caretId === null || carets.owners.get(caretId) !== opening) return;
    carets.owners.delete(caretId);
    removeAwarenessStates(carets.awareness, [caretId], opening);
  }
}

/** Keeps two registers of carets alike for as long as both exist. */
function join(one: Awareness, other: Awareness): void {
  const pass =
    (from: Awareness, to: Awareness) =>
    ({ added, updated, removed }: Change, origin: unknown): void => {
      if (origin === fromOtherRoad) return;
      applyAwarenessUpdate(
        to,
        encodeAwarenessUpdate(from, [...added, ...updated, ...removed]),
        fromOtherRoad,
      );
    };
  const onward = pass(one, other);
  const back = pass(other, one);
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const)
    applyAwarenessUpdate(to, encodeAwarenessUpdate(from, [...from.getStates().keys()]), fromOtherRoad);
  one.on('update', onward);
  other.on('update', back);
  one.on('destroy', () => other.off('update', back));
  other.on('destroy', () => one.off('update', onward));
}

/** One caret in the form in which carets travel. */
function frameOf(clientId: number, clock: number, state: EditorPresence): Uint8Array {
  const register = { meta: new Map([[clientId, { clock }]]), states: new Map([[clientId, state]]) };
  // Only these two parts of a register are read.
  return encodeAwarenessUpdate(register as unknown as Awareness, [clientId]);
}
