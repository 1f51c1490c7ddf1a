import { baseDocOf, cleanDocOf } from '@concordat/document';
import type { Editor } from '@tiptap/core';
import { DOMSerializer, type Node, type Schema } from '@tiptap/pm/model';
import { useEffect, useRef } from 'react';
import { drawnFormula } from '../content/formula-views.js';
import { drawnPart } from '../content/part-views.js';
import { readFigure } from '../content/read-views.js';
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
function serializerOf(schema: Schema, sectionId: string): DOMSerializer {
  const formula = (node: Node) => drawnFormula(node);
  const part = (node: Node) => drawnPart(node);
  return new DOMSerializer(
    {
      ...DOMSerializer.nodesFromSchema(schema),
      ...{ formula, formulaBlock: formula, footnote: part, crossReference: part, citation: part },
      figure: (node) => readFigure(node, sectionId),
    },
    DOMSerializer.marksFromSchema(schema),
  );
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
      const serializer = serializerOf(editor.schema, sectionId);
      frame.current?.replaceChildren(serializer.serializeFragment(document.content));
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
