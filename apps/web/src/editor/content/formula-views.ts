import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { opsIn } from '@concordat/document';
import type { Node } from '@tiptap/pm/model';
import type { NodeView, NodeViewConstructor } from '@tiptap/pm/view';

/** The reader of LaTeX is as large as the editor's own start, so it comes when the first formula is to be shown. */
export const loadFormulas = () => import('./formula-dom.js');

/** A formula in the text: MathML on the page, its words for who cannot see it, its LaTeX where it cannot be read. */
class FormulaView implements NodeView {
  readonly dom: HTMLElement;

  constructor(private node: Node) {
    this.dom = document.createElement(node.isInline ? 'span' : 'div');
    this.dom.className = `part part-${node.type.name}`;
    this.dom.setAttribute('role', 'math');
    this.show();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    const isSame = node.attrs.latex === this.node.attrs.latex && node.attrs.words === this.node.attrs.words;
    this.node = node;
    if (!isSame) this.show();
    this.showChanges();
    return true;
  }

  ignoreMutation(): boolean {
    return true;
  }

  private show(): void {
    const { node, dom } = this;
    const { latex, words } = node.attrs as { readonly latex: string; readonly words: string };
    dom.setAttribute('aria-label', words === '' ? latex : words);
    dom.title = words;
    if (dom.childNodes.length === 0) dom.textContent = latex;
    this.showChanges();
    loadFormulas().then(
      ({ formulaElement }) => {
        if (this.node !== node) return;
        const element = formulaElement(latex, node.isBlock);
        dom.classList.toggle('is-lost', element === null);
        dom.replaceChildren(element ?? latex);
      },
      // Without a network the LaTeX stands there, which says the same.
      () => dom.replaceChildren(latex),
    );
  }

  private showChanges(): void {
    const { sug } = this.node.attrs;
    if (typeof sug === 'string') this.dom.dataset.changes = opsIn(sug);
    else delete this.dom.dataset.changes;
  }
}

/** A formula drawn once, outside an editor. */
export const drawnFormula = (node: Node): HTMLElement => new FormulaView(node).dom;

/** How formulas are drawn. */
export const formulaViews: Readonly<Record<string, NodeViewConstructor>> = {
  formula: (node) => new FormulaView(node),
  formulaBlock: (node) => new FormulaView(node),
};

/** Shows formulas as formulas. */
export const FormulaViews = Extension.create({
  name: 'formulaViews',

  addProseMirrorPlugins: () => [new Plugin({ props: { nodeViews: formulaViews } })],
});
