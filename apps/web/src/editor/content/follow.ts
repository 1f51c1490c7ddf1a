import { referenceOf, type Reference } from '@concordat/document';
import { Extension, type Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { NodeSelection, Plugin, PluginKey, TextSelection, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';

/** A part that leads elsewhere, as it is followed: `at` is the position before it. */
export interface Followed {
  readonly at: number;
  readonly node: Node;
}

type Listener = (followed: Followed) => void;

const listeners = new WeakMap<Editor, Set<Listener>>();
const landedKey = new PluginKey<DecorationSet>('landed');

/** Hears that a reference or citation is followed. Returns how to stop listening. */
export function onFollow(editor: Editor, listener: Listener): () => void {
  const own = listeners.get(editor) ?? new Set<Listener>();
  listeners.set(editor, own.add(listener));
  return () => own.delete(listener);
}

const leads = ({ type }: Node): boolean => type.name === 'crossReference' || type.name === 'citation';

/** Where a followed reference goes; null where the part is a citation. */
export const goalOf = ({ node }: Followed): Reference | null =>
  node.type.name === 'crossReference' ? referenceOf(node.attrs) : null;

/** The position before the block with a name; null while there is none. */
export function blockNamed({ doc }: EditorState, name: string): number | null {
  let found: number | null = null;
  doc.descendants((node, at) => {
    if (node.attrs.id === name) found = at;
    return found === null && !node.isTextblock;
  });
  return found;
}

/** The place of a part that one has left, wherever it went meanwhile: of equal ones the nearest. */
export function placeOf(
  { doc }: EditorState,
  left: { readonly at: number; readonly part: string },
): number | null {
  let found: number | null = null;
  doc.descendants((node, at) => {
    if (!leads(node) || keyOf(node) !== left.part) return;
    if (found === null || Math.abs(at - left.at) < Math.abs(found - left.at)) found = at;
  });
  return found;
}

/** What a part says of where it leads, as one string. */
export const keyOf = ({ type, attrs }: Node): string =>
  [type.name, attrs.section, attrs.target, attrs.source, attrs.locator].map(String).join(' ');

/** Goes to a place in the text: the caret stands there, and it is seen and marked until the text changes. */
export function land(editor: Editor, at: number): void {
  const { state, view } = editor;
  const node = state.doc.nodeAt(at);
  if (node === null) return;
  const selection = node.isInline
    ? NodeSelection.create(state.doc, at)
    : TextSelection.near(state.doc.resolve(at + 1));
  const mark = Decoration.node(at, at + node.nodeSize, { class: 'landed' });
  view.dispatch(state.tr.setSelection(selection).setMeta(landedKey, [mark]).setMeta('addToHistory', false));
  view.focus();
  const dom = view.nodeDOM(at);
  if (dom instanceof Element) dom.scrollIntoView({ block: 'center' });
}

/** Follows references and citations: by Ctrl and a press or Ctrl+Enter while one writes, by a press or Enter while one reads. */
export const FollowParts = Extension.create({
  name: 'followParts',
  // Before a press opens their windows, and before Ctrl+Enter leaves a table.
  priority: 300,

  addKeyboardShortcuts() {
    const { editor } = this;
    return {
      'Mod-Enter': () => {
        const { selection } = editor.state;
        if (!(selection instanceof NodeSelection) || !leads(selection.node)) return false;
        return tell(editor, { at: selection.from, node: selection.node });
      },
    };
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin<DecorationSet>({
        key: landedKey,
        state: {
          init: () => DecorationSet.empty,
          apply(transaction, before) {
            const marks = transaction.getMeta(landedKey) as Decoration[] | undefined;
            if (marks !== undefined) return DecorationSet.create(transaction.doc, marks);
            return transaction.docChanged || transaction.selectionSet ? DecorationSet.empty : before;
          },
        },
        props: {
          decorations: (state) => landedKey.getState(state),
          handleClickOn(view, _, node, at, event, isDirect) {
            const isMeant = !view.editable || event.ctrlKey || event.metaKey;
            if (!isDirect || event.button !== 0 || !leads(node) || !isMeant) return false;
            return tell(editor, { at, node });
          },
          handleDOMEvents: {
            keydown(view, event) {
              if (view.editable || event.key !== 'Enter') return false;
              const at = partAt(view, event.target);
              const node = at === null ? null : view.state.doc.nodeAt(at);
              return at !== null && node !== null && tell(editor, { at, node });
            },
          },
        },
        view: () => ({ update: reachable }),
      }),
    ];
  },
});

function tell(editor: Editor, followed: Followed): boolean {
  for (const listener of listeners.get(editor) ?? []) listener(followed);
  return true;
}

const parts = '.part-crossReference, .part-citation';

function partAt(view: EditorView, target: EventTarget | null): number | null {
  return target instanceof Element && target.matches(parts) ? view.posAtDOM(target, 0) : null;
}

/** While one only reads they are links among others; while one writes the caret goes over them. */
function reachable(view: EditorView): void {
  if (view.editable) {
    for (const part of view.dom.querySelectorAll('.part[role="link"]')) {
      part.removeAttribute('role');
      part.removeAttribute('tabindex');
    }
    return;
  }
  for (const part of view.dom.querySelectorAll(parts)) {
    part.setAttribute('role', 'link');
    part.setAttribute('tabindex', '0');
  }
}
