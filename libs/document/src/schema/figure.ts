import { Node } from '@tiptap/core';
import type { NodeJson } from '../read/section-json.js';
import { nodeIdAttribute } from './node-id.js';

/** How wide a figure stands in the text: a third, two thirds or all of the column. */
export const figureWidths = ['small', 'medium', 'full'] as const;

/** One of {@link figureWidths}. */
export type FigureWidth = (typeof figureWidths)[number];

/** The longest alternative text, and the longest reason why a picture needs none, in UTF-16 code units. */
export const longestAlternative = 1000;
export const longestDecorativeReason = 300;

/**
 * What a figure carries. `image` is the id of a picture of the same proposal; its bytes are never part of the text.
 * `decorative` is why the picture needs no alternative text; empty where it does.
 */
export interface FigureAttributes {
  readonly image: string;
  readonly alternative: string;
  readonly decorative: string;
  readonly width: FigureWidth;
  readonly pixelWidth: number;
  readonly pixelHeight: number;
}

const imageId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** As much of an element as is read here: this library is used where there is no browser. */
interface WithAttributes {
  getAttribute(name: string): string | null;
}

const read = (element: unknown, attribute: string): string | null =>
  (element as WithAttributes).getAttribute(attribute);

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new RangeError(what);
};

/** Says whether a value names a picture. */
export const isImageId = (value: unknown): value is string =>
  typeof value === 'string' && imageId.test(value);

const isWidth = (value: unknown): value is FigureWidth =>
  (figureWidths as readonly unknown[]).includes(value);

const words = (name: string, attribute: string, most: number) => ({
  default: '',
  validate: (value: unknown) =>
    must(typeof value === 'string' && value.length <= most, `The ${name} has at most ${most} characters.`),
  parseHTML: (element: unknown) => (read(element, attribute) ?? '').slice(0, most),
  renderHTML: (attributes: Record<string, unknown>) => {
    const value = attributes[name];
    return typeof value === 'string' && value !== '' ? { [attribute]: value } : {};
  },
});

const pixels = (name: string, attribute: string) => ({
  default: 1,
  validate: (value: unknown) =>
    must(
      Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 10_000,
      'A picture is 1 to 10 000 pixels wide and high.',
    ),
  parseHTML: (element: unknown) => Number(read(element, attribute)) || 1,
  renderHTML: (attributes: Record<string, unknown>) => ({ [attribute]: String(attributes[name]) }),
});

/** The words below a figure. Its number ("Figure 2") is derived and never part of them. */
export const FigureCaption = Node.create({
  name: 'figureCaption',
  content: 'inline*',
  defining: true,
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: 'figure[data-image] figcaption' }],
  renderHTML: ({ HTMLAttributes }) => ['figcaption', HTMLAttributes, 0],
});

/**
 * A picture with its caption: numbered and referred to. The caption is text like any other, so that it can be written
 * together, commented on and suggested to.
 */
export const Figure = Node.create({
  name: 'figure',
  group: 'block',
  content: 'figureCaption',
  isolating: true,
  draggable: true,
  addAttributes: () => ({
    id: nodeIdAttribute,
    image: {
      default: null,
      validate: (value: unknown) => must(isImageId(value), 'A figure names its picture.'),
      parseHTML: (element: unknown) => read(element, 'data-image'),
      renderHTML: ({ image }: Record<string, unknown>) => ({ 'data-image': image }),
    },
    alternative: words('alternative', 'data-alternative', longestAlternative),
    decorative: words('decorative', 'data-decorative', longestDecorativeReason),
    width: {
      default: 'medium',
      validate: (value: unknown) => must(isWidth(value), 'A figure is small, medium or full.'),
      parseHTML: (element: unknown) => {
        const width = read(element, 'data-width');
        return isWidth(width) ? width : 'medium';
      },
      renderHTML: ({ width }: Record<string, unknown>) => ({ 'data-width': width }),
    },
    pixelWidth: pixels('pixelWidth', 'data-pixel-width'),
    pixelHeight: pixels('pixelHeight', 'data-pixel-height'),
  }),
  parseHTML: () => [
    {
      tag: 'figure[data-image]',
      getAttrs: (element: unknown) => (isImageId(read(element, 'data-image')) ? null : false),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['figure', HTMLAttributes, 0],
});

/** Says whether a figure's picture is described, or said to need no words. */
export function isDescribed({ alternative, decorative }: Readonly<Record<string, unknown>>): boolean {
  const says = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
  return says(alternative) || says(decorative);
}

/** The attributes of every figure of a section (or of one block of it), in reading order. */
export function figuresIn(node: NodeJson): Readonly<Record<string, unknown>>[] {
  return [...(node.type === 'figure' ? [node.attrs ?? {}] : []), ...(node.content ?? []).flatMap(figuresIn)];
}
