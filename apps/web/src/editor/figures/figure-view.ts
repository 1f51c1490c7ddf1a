import { showImage } from '@concordat/contracts';
import { isDescribed, isImageId } from '@concordat/document';
import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { NodeSelection } from '@tiptap/pm/state';
import type { NodeView, ViewMutationRecord } from '@tiptap/pm/view';
import { addressOf } from '../../platform/client.js';
import { figureHostOf, onFigureHost } from './figure-host.js';

/** A figure as it stands in the text: the picture, what is wrong with it, the way to its words, the caption. */
export class FigureView implements NodeView {
  readonly dom = document.createElement('figure');
  readonly contentDOM = document.createElement('div');
  private readonly frame = document.createElement('div');
  private readonly picture = document.createElement('img');
  private readonly note = document.createElement('div');
  private readonly button = document.createElement('button');
  private readonly leave: () => void;

  constructor(
    private node: Node,
    private readonly editor: Editor,
    private readonly getPos: () => number | undefined,
  ) {
    this.dom.className = 'figure';
    this.frame.className = 'figure-frame';
    this.frame.contentEditable = 'false';
    this.note.className = 'figure-note';
    this.button.className = 'figure-words';
    this.button.type = 'button';
    this.picture.draggable = false;
    this.picture.addEventListener('error', () => this.show(true));
    this.picture.addEventListener('click', () => this.select());
    this.button.addEventListener('click', () => this.describe());
    this.frame.append(this.picture, this.note, this.button);
    this.dom.append(this.frame, this.contentDOM);
    this.leave = onFigureHost(editor, () => this.show());
    this.show();
  }

  destroy(): void {
    this.leave();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show();
    return true;
  }

  selectNode(): void {
    this.dom.classList.add('ProseMirror-selectednode');
  }

  deselectNode(): void {
    this.dom.classList.remove('ProseMirror-selectednode');
  }

  /** What happens on the picture and its button is no typing. */
  stopEvent(event: Event): boolean {
    return event.target === this.button;
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target);
  }

  private show(isMissing = false): void {
    const { image, alternative, width, pixelWidth, pixelHeight } = this.node.attrs;
    const host = figureHostOf(this.editor);
    this.dom.dataset.width = String(width);
    this.picture.width = Number(pixelWidth);
    this.picture.height = Number(pixelHeight);
    this.picture.alt = String(alternative);
    if (host && isImageId(image)) {
      const address = addressOf(showImage, { params: { sectionId: host.sectionId, imageId: image } });
      if (this.picture.getAttribute('src') !== address) this.picture.src = address;
    }
    const problem = isMissing
      ? host?.words.missing
      : isDescribed(this.node.attrs)
        ? ''
        : host?.words.notDescribed;
    this.picture.hidden = isMissing;
    this.note.textContent = problem ?? '';
    this.note.hidden = (problem ?? '') === '';
    this.button.textContent = host?.words.describe ?? '';
  }

  private select(): void {
    const at = this.getPos();
    if (at === undefined) return;
    const { state, view } = this.editor;
    view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, at)));
    view.focus();
  }

  private describe(): void {
    const at = this.getPos();
    if (at !== undefined && this.editor.isEditable) figureHostOf(this.editor)?.onDescribe({ at });
  }
}
