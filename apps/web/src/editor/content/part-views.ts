import { formatSource, opsIn, sourceOf } from '@concordat/document';
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { Decoration, NodeView, NodeViewConstructor } from '@tiptap/pm/view';

/** What the numbering says of a part, carried by its decoration. */
export interface PartLabel {
  readonly label: string;
  /** The part points to something that is gone; `label` says so. */
  readonly isLost: boolean;
}

type Draw = (dom: HTMLElement, node: Node, label: PartLabel | null) => void;

/** A part of a line that shows a derived label. What it shows is drawn anew whenever its number changes. */
class PartView implements NodeView {
  readonly dom: HTMLElement;

  constructor(
    tag: string,
    private node: Node,
    label: PartLabel | null,
    private readonly draw: Draw,
  ) {
    this.dom = document.createElement(tag);
    this.dom.className = `part part-${node.type.name}`;
    this.show(label);
  }

  update(node: Node, decorations: readonly Decoration[]): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show(labelIn(decorations));
    return true;
  }

  private show(label: PartLabel | null): void {
    const { sug } = this.node.attrs;
    if (typeof sug === 'string') this.dom.dataset.changes = opsIn(sug);
    else delete this.dom.dataset.changes;
    this.draw(this.dom, this.node, label);
  }

  ignoreMutation(): boolean {
    return true;
  }
}

function labelIn(decorations: readonly Decoration[]): PartLabel | null {
  for (const { spec } of decorations) {
    const { part } = spec as { readonly part?: PartLabel };
    if (part) return part;
  }
  return null;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const drawFootnote: Draw = (dom, { attrs }, label) => {
  dom.textContent = label?.label ?? '*';
  dom.title = text(attrs.text);
};

const drawReference: Draw = (dom, { attrs }, label) => {
  dom.textContent = label?.label ?? '…';
  dom.classList.toggle('is-lost', label?.isLost ?? false);
  dom.dataset.section = text(attrs.section);
  dom.dataset.target = text(attrs.target);
};

const drawCitation: Draw = (dom, { attrs }, label) => {
  const locator = text(attrs.locator);
  dom.textContent = `[${label?.label ?? '…'}${locator && `, ${locator}`}]`;
  dom.title = formatSource(sourceOf(attrs));
};

const parts: Readonly<Record<string, readonly [tag: string, draw: Draw]>> = {
  footnote: ['sup', drawFootnote],
  crossReference: ['span', drawReference],
  citation: ['span', drawCitation],
};

/** A part of a line drawn once, outside an editor. */
export function drawnPart(node: Node, label: PartLabel | null): HTMLElement {
  const [tag, draw] = parts[node.type.name] ?? ['span', () => undefined];
  return new PartView(tag, node, label, draw).dom;
}

const viewOf =
  (tag: string, draw: Draw): NodeViewConstructor =>
  (node, _, __, decorations) =>
    new PartView(tag, node, labelIn(decorations), draw);

/** How each part of a line is drawn. */
export const partViews: Readonly<Record<string, NodeViewConstructor>> = Object.fromEntries(
  Object.entries(parts).map(([name, [tag, draw]]) => [name, viewOf(tag, draw)]),
);

/** Shows footnotes, references and citations by their derived numbers. */
export const PartViews = Extension.create({
  name: 'partViews',

  addProseMirrorPlugins: () => [new Plugin({ props: { nodeViews: partViews } })],
});
