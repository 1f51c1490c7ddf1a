import { baseDocOf, cleanDocOf } from '@concordat/document';
import type { Editor } from '@tiptap/core';
import { DOMSerializer, type Node, type Schema } from '@tiptap/pm/model';
import { useEffect, useRef } from 'react';
import { drawnFormula } from '../content/formula-views.js';
import { drawnPart } from '../content/part-views.js';
import { numberedText, type NumberedText } from '../content/numbered-text.js';
import { readFigure } from '../content/read-views.js';
import { numbersIn } from '../content/section-numbers.js';
import type { TextView } from '../editor-place.js';

/** While others type, the text is set anew at this pace, in milliseconds. */
const paceMs = 300;

/** What a {@link ResolvedText} takes. */
export interface ResolvedTextProps {
  readonly editor: Editor;
  readonly sectionId: string;
  readonly view: Exclude<TextView, 'markup'>;
  readonly label: string;
  readonly className: string | undefined;
}

/** As the text is written out, but pictures, formulas and parts of a line are drawn. */
function serializerOf(schema: Schema, sectionId: string, { parts, labels }: NumberedText): DOMSerializer {
  const labelOf = new Map(parts.map(({ node }, index) => [node, labels[index] ?? null]));
  const formula = (node: Node) => drawnFormula(node);
  const part = (node: Node) => drawnPart(node, labelOf.get(node) ?? null);
  return new DOMSerializer(
    {
      ...DOMSerializer.nodesFromSchema(schema),
      ...{ formula, formulaBlock: formula, footnote: part, crossReference: part, citation: part },
      figure: (node) => readFigure(node, sectionId),
    },
    DOMSerializer.marksFromSchema(schema),
  );
}

const numberedBlocks = {
  heading: 'h1, h2, h3, h4',
  captionedTable: 'figure[data-table] > figcaption',
  figure: 'figure.figure figcaption',
} as const;

/** Puts the numbers of headings and captions where they are written out, in the order of the text. */
function writeNumbers(frame: HTMLElement, { parts, labels }: NumberedText): void {
  for (const [type, selector] of Object.entries(numberedBlocks)) {
    const own = labels.filter((_, index) => parts[index]?.type === type);
    for (const [index, block] of frame.querySelectorAll<HTMLElement>(selector).entries()) {
      const label = own[index]?.label;
      if (label !== undefined) block.dataset.number = label;
    }
  }
}

/** The text to be read without suggestions, or as if all were accepted; it follows what is being written. */
export function ResolvedText({ editor, sectionId, view, label, className }: ResolvedTextProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const set = () => {
      timer = undefined;
      if (editor.isDestroyed) return;
      const document = (view === 'base' ? baseDocOf : cleanDocOf)(editor.state.doc);
      const numbered = numberedText(document, numbersIn(editor.state).outline);
      const serializer = serializerOf(editor.schema, sectionId, numbered);
      frame.current?.replaceChildren(serializer.serializeFragment(document.content));
      if (frame.current) writeNumbers(frame.current, numbered);
    };
    const hear = ({ transaction }: { transaction: { docChanged: boolean } }) => {
      if (transaction.docChanged) timer ??= setTimeout(set, paceMs);
    };
    set();
    editor.on('transaction', hear);
    return () => {
      clearTimeout(timer);
      editor.off('transaction', hear);
    };
  }, [editor, sectionId, view]);
  return (
    <div className={className}>
      <div
        ref={frame}
        className="proposal-text ProseMirror"
        role="document"
        aria-label={label}
        tabIndex={0}
        lang="en"
      />
    </div>
  );
}
