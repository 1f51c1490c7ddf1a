import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { NodeSelection, Plugin, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { figureHostOf } from './figure-host.js';
import { FigureView } from './figure-view.js';

/** Pictures among what was dropped or pasted. */
export const picturesIn = (data: DataTransfer | null): File[] =>
  [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));

/** How figures are drawn, and how one gets in and out of them by mouse and by keys. */
export const FigureEditing = Extension.create({
  name: 'figureEditing',

  addKeyboardShortcuts() {
    return {
      // On the picture: its words. In its caption: on with the text below.
      Enter: ({ editor }) => {
        const { selection } = editor.state;
        if (selection instanceof NodeSelection && selection.node.type.name === 'figure') {
          figureHostOf(editor)?.onDescribe({ at: selection.from });
          return true;
        }
        if (selection.$from.parent.type.name !== 'figureCaption') return false;
        const after = selection.$from.after(selection.$from.depth - 1);
        const paragraph = editor.schema.nodes.paragraph?.create();
        if (!paragraph) return false;
        const tr = editor.state.tr.insert(after, paragraph);
        editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
        return true;
      },
      // At the start of a caption: the picture, so that a second press takes it away on purpose.
      Backspace: ({ editor }) => {
        const { $from, empty } = editor.state.selection;
        if (!empty || $from.parentOffset > 0 || $from.parent.type.name !== 'figureCaption') return false;
        const at = $from.before($from.depth - 1);
        editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, at)));
        return true;
      },
    };
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    const take = (view: EditorView, files: readonly File[], at: number): boolean => {
      const host = figureHostOf(editor);
      if (!host || files.length === 0 || !view.editable) return false;
      host.onPictures(files, at);
      return true;
    };
    return [
      new Plugin({
        props: {
          nodeViews: {
            figure: (node: Node, _view: EditorView, getPos: () => number | undefined) =>
              new FigureView(node, editor, getPos),
          },
          handleDrop(view, event, _slice, isMoved) {
            if (isMoved) return false;
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
            const taken = take(view, picturesIn(event.dataTransfer), at ?? view.state.selection.to);
            if (taken) event.preventDefault();
            return taken;
          },
          handlePaste(view, event) {
            const data = event.clipboardData;
            // With words around them they come with the words.
            if (data && /\S/.test(data.getData('text/plain'))) return false;
            return take(view, picturesIn(data), view.state.selection.to);
          },
        },
      }),
    ];
  },
});
