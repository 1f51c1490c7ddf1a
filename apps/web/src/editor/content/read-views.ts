import { showImage } from '@concordat/contracts';
import { isImageId } from '@concordat/document';
import type { Node } from '@tiptap/pm/model';
import type { NodeViewConstructor } from '@tiptap/pm/view';
import { addressOf } from '../../platform/client.js';
import { formulaViews } from './formula-views.js';
import { partViews } from './part-views.js';

/** A picture with the place of its caption, to be looked at only. */
export function readFigure(node: Node, sectionId: string): { dom: HTMLElement; contentDOM: HTMLElement } {
  const { image, alternative, width, pixelWidth, pixelHeight } = node.attrs;
  const [dom, frame, picture, contentDOM] = [
    document.createElement('figure'),
    document.createElement('div'),
    document.createElement('img'),
    document.createElement('div'),
  ];
  dom.className = 'figure';
  dom.dataset.width = String(width);
  frame.className = 'figure-frame';
  frame.contentEditable = 'false';
  picture.width = Number(pixelWidth);
  picture.height = Number(pixelHeight);
  picture.alt = String(alternative);
  if (isImageId(image)) picture.src = addressOf(showImage, { params: { sectionId, imageId: image } });
  frame.append(picture);
  dom.append(frame, contentDOM);
  return { dom, contentDOM };
}

/** How pictures, formulas, footnotes, references and citations look in a text that nobody edits. */
export const readViews = (sectionId: string): Record<string, NodeViewConstructor> => ({
  ...partViews,
  ...formulaViews,
  figure: (node) => readFigure(node, sectionId),
});
