import { Extension, type Editor } from '@tiptap/core';
import { NodeSelection, Plugin, TextSelection } from '@tiptap/pm/state';

/** Parts of a text that are written in a small window of their own. */
export const doorKinds = ['footnote', 'crossReference', 'citation', 'formula', 'formulaBlock'] as const;

/** One of {@link doorKinds}. */
export type DoorKind = (typeof doorKinds)[number];

type Listener = (kind: DoorKind) => void;

const listeners = new WeakMap<Editor, Set<Listener>>();

/** Opens the window of a kind: for the selected part of that kind, else for a new one where the caret is. */
export function openDoor(editor: Editor, kind: DoorKind): void {
  for (const listener of listeners.get(editor) ?? []) listener(kind);
}

/** Hears that a window is to be opened. Returns how to stop listening. */
export function onDoor(editor: Editor, listener: Listener): () => void {
  const own = listeners.get(editor) ?? new Set<Listener>();
  listeners.set(editor, own.add(listener));
  return () => own.delete(listener);
}

const isDoor = (name: string): name is DoorKind => (doorKinds as readonly string[]).includes(name);

/** The attributes of the selected part of a kind; null where another thing is selected, so that a new one is meant. */
export function selectedPart({ state }: Editor, kind: DoorKind): Readonly<Record<string, unknown>> | null {
  const { selection } = state;
  return selection instanceof NodeSelection && selection.node.type.name === kind
    ? selection.node.attrs
    : null;
}

/** Changes the selected part of a kind, or puts a new one behind the selection. The caret goes behind it. */
export function setPart(editor: Editor, kind: DoorKind, attributes: Record<string, unknown>): boolean {
  return editor.commands.command(({ state, tr, dispatch }) => {
    const type = state.schema.nodes[kind];
    const { selection } = tr;
    if (!type) return false;
    const isChange = selection instanceof NodeSelection && selection.node.type === type;
    const at = isChange ? selection.from : placeFor(kind, editor);
    if (at === null) return false;
    if (!dispatch) return true;
    if (isChange) tr.setNodeMarkup(at, undefined, attributes);
    else tr.insert(at, type.create(attributes));
    const behind = at + 1;
    // Behind a block at the very end there would be no place to write on.
    if (type.isBlock && tr.doc.resolve(behind).nodeAfter === null) {
      const paragraph = state.schema.nodes.paragraph?.create();
      if (paragraph) tr.insert(behind, paragraph);
    }
    tr.setSelection(TextSelection.near(tr.doc.resolve(behind))).scrollIntoView();
    return true;
  });
}

function placeFor(kind: DoorKind, { state }: Editor): number | null {
  const { $to } = state.selection;
  if (kind !== 'formulaBlock') return $to.parent.inlineContent ? $to.pos : null;
  const { formulaBlock } = state.schema.nodes;
  for (let depth = $to.depth; depth > 0 && formulaBlock; depth -= 1) {
    const index = $to.indexAfter(depth - 1);
    if ($to.node(depth - 1).canReplaceWith(index, index, formulaBlock)) return $to.after(depth);
  }
  return null;
}

/** Deletes the selected part. */
export const deletePart = (editor: Editor): boolean => editor.commands.deleteSelection();

/** Opens parts by Enter and by a press, and new ones by their keys. Nothing opens where nothing may be written. */
export const ContentDoors = Extension.create({
  name: 'contentDoors',
  priority: 200,

  addKeyboardShortcuts() {
    const { editor } = this;
    const opens = (kind: DoorKind) => () => {
      openDoor(editor, kind);
      return true;
    };
    return {
      'Mod-Alt-f': opens('footnote'),
      'Mod-Alt-r': opens('crossReference'),
      'Mod-Alt-b': opens('citation'),
      'Alt-=': opens('formula'),
      Enter: () => {
        const { selection } = editor.state;
        if (!(selection instanceof NodeSelection) || !isDoor(selection.node.type.name)) return false;
        openDoor(editor, selection.node.type.name);
        return true;
      },
    };
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        props: {
          handleClickOn(view, _, node, at, event, isDirect) {
            if (!isDirect || event.button !== 0 || !isDoor(node.type.name) || !editor.isEditable)
              return false;
            view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, at)));
            openDoor(editor, node.type.name);
            return true;
          },
        },
      }),
    ];
  },
});
