import type { Node } from '@tiptap/pm/model';
import { EditorState, type Plugin, TextSelection, type Transaction } from '@tiptap/pm/state';
import { updateYFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import {
  fragmentOf,
  newSuggestionId,
  sectionSchema,
  trackChanges,
  type EditingMode,
  type NodeJson,
  type UntrackedReason,
} from '../src/index.js';

/** Ids of people in tests: the last sign tells them apart. */
export const personNo = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** An editor without a screen, bound to a shared text as the browser's is: what it does is written, what comes is read. */
export class HeadlessEditor {
  readonly doc: Y.Doc;
  readonly untracked: UntrackedReason[] = [];
  mode: EditingMode;
  state: EditorState;
  private readonly undoing: Y.UndoManager;

  constructor(
    readonly person: string,
    start: Uint8Array,
    { mode = 'suggesting', clientId }: { mode?: EditingMode; clientId?: number } = {},
    plugins: readonly Plugin[] = [],
  ) {
    this.mode = mode;
    this.doc = new Y.Doc();
    if (clientId !== undefined) this.doc.clientID = clientId;
    Y.applyUpdate(this.doc, start);
    this.state = EditorState.create({ doc: this.shared(), plugins: [...plugins] });
    this.undoing = new Y.UndoManager(fragmentOf(this.doc), {
      trackedOrigins: new Set([this]),
      captureTimeout: 0,
    });
  }

  readonly dispatch = (transaction: Transaction): void => {
    const tracked =
      this.mode === 'editing'
        ? transaction
        : trackChanges(transaction, this.state, {
            author: this.person,
            newId: () => newSuggestionId(this.person),
            onUntracked: (reason) => this.untracked.push(reason),
          });
    if (!tracked) return;
    this.state = this.state.apply(tracked);
    if (tracked.docChanged) this.write();
  };

  /** Runs a command of ProseMirror at a selection. */
  run(
    command: (state: EditorState, dispatch: (transaction: Transaction) => void) => boolean,
    from: number,
    to = from,
  ): boolean {
    this.state = this.state.apply(this.state.tr.setSelection(TextSelection.create(this.state.doc, from, to)));
    return command(this.state, this.dispatch);
  }

  type(text: string, from: number, to = from): void {
    this.state = this.state.apply(this.state.tr.setSelection(TextSelection.create(this.state.doc, from, to)));
    this.dispatch(this.state.tr.insertText(text, from, to));
  }

  delete(from: number, to: number): void {
    this.dispatch(this.state.tr.delete(from, to));
  }

  /** The position of the first of some words. */
  find(words: string): number {
    let found = -1;
    this.state.doc.descendants((node, at) => {
      if (found >= 0 || !node.isTextblock) return;
      const index = node.textBetween(0, node.content.size, undefined, '\ufffc').indexOf(words);
      if (index >= 0) found = at + 1 + index;
    });
    if (found < 0) throw new Error(`There is no "${words}".`);
    return found;
  }

  undo(): void {
    this.undoing.undo();
    this.read();
  }

  redo(): void {
    this.undoing.redo();
    this.read();
  }

  /** Takes in what others did. */
  receive(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, 'others');
    this.read();
  }

  private write(): void {
    this.doc.transact(() => {
      updateYFragment(this.doc, fragmentOf(this.doc), this.state.doc, {
        mapping: new Map(),
        isOMark: new Map(),
      });
    }, this);
  }

  /** Reads the shared text anew, as the browser's binding does with what has changed. */
  private read(): void {
    const doc = this.shared();
    const tr = this.state.tr.replaceWith(0, this.state.doc.content.size, doc.content);
    this.state = EditorState.create({ doc: tr.doc, plugins: [...this.state.plugins] });
  }

  private shared(): Node {
    const node = yXmlFragmentToProseMirrorRootNode(fragmentOf(this.doc), sectionSchema);
    return node.childCount > 0 ? node : (sectionSchema.topNodeType.createAndFill() ?? node);
  }
}

/** The state of a shared text that holds these blocks. */
export function sharedText(content: readonly NodeJson[]): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const node = sectionSchema.nodeFromJSON({ type: 'doc', content });
  updateYFragment(doc, fragmentOf(doc), node, { mapping: new Map(), isOMark: new Map() });
  return Y.encodeStateAsUpdate(doc);
}

/** Lets editors tell each other everything. */
export function meet(editors: readonly HeadlessEditor[]): void {
  const merged = Y.mergeUpdates(editors.map(({ doc }) => Y.encodeStateAsUpdate(doc)));
  for (const editor of editors) editor.receive(merged);
}

export const paragraph = (...text: (string | NodeJson)[]): NodeJson => ({
  type: 'paragraph',
  content: text.map((each) => (typeof each === 'string' ? { type: 'text', text: each } : each)),
});

export const heading = (text: string, level = 2): NodeJson => ({
  type: 'heading',
  attrs: { level },
  content: [{ type: 'text', text }],
});

export const list = (...items: string[]): NodeJson => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [paragraph(item)] })),
});

export const table = (...rows: string[][]): NodeJson => ({
  type: 'table',
  content: rows.map((cells) => ({
    type: 'tableRow',
    content: cells.map((cell) => ({ type: 'tableCell', content: [paragraph(cell)] })),
  })),
});
