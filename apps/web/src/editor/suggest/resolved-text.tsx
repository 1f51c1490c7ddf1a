import { baseDocOf, cleanDocOf } from '@concordat/document';
import type { Editor } from '@tiptap/core';
import { DOMSerializer } from '@tiptap/pm/model';
import { useEffect, useRef } from 'react';
import type { TextView } from '../editor-place.js';

/** While others type, the text is set anew at this pace, in milliseconds. */
const paceMs = 300;

/** What a {@link ResolvedText} takes. */
export interface ResolvedTextProps {
  readonly editor: Editor;
  readonly view: Exclude<TextView, 'markup'>;
  readonly label: string;
  readonly className: string | undefined;
}

/** The text to be read without suggestions, or as if all were accepted; it follows what is being written. */
export function ResolvedText({ editor, view, label, className }: ResolvedTextProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const set = () => {
      timer = undefined;
      if (editor.isDestroyed) return;
      const document = (view === 'base' ? baseDocOf : cleanDocOf)(editor.state.doc);
      const serializer = DOMSerializer.fromSchema(editor.schema);
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
  }, [editor, view]);
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
