import type { ReferenceTarget } from '@concordat/document';
import type { Editor } from '@tiptap/core';
import { lazyWindow } from '../../platform/lazy-part.js';
import { CitationDialog } from './citation-dialog.js';
import type { DoorKind } from './content-doors.js';
import { FootnotePopover } from './footnote-popover.js';
import type { KeptSources } from './use-kept-sources.js';
import { ReferenceDialog, type ReferenceDialogProps } from './reference-dialog.js';

/** Brings the reader of LaTeX along. */
const FormulaDialog = lazyWindow(async () => (await import('./formula-dialog.js')).FormulaDialog);

/** What {@link ContentWindow} takes. */
export interface ContentWindowProps {
  readonly editor: Editor;
  readonly kind: DoorKind;
  readonly kept: KeptSources;
  readonly others: ReferenceDialogProps['others'];
  readonly onClose: () => void;
  readonly onGo: (target: ReferenceTarget) => void;
}

/** The window in which a part of the text is written. It is loaded when it is first needed. */
export function ContentWindow({ editor, kind, kept, others, onClose, onGo }: ContentWindowProps) {
  switch (kind) {
    case 'footnote':
      return <FootnotePopover editor={editor} onClose={onClose} />;
    case 'crossReference':
      return <ReferenceDialog editor={editor} onClose={onClose} onGo={onGo} others={others} />;
    case 'citation':
      return <CitationDialog editor={editor} kept={kept} onClose={onClose} />;
    case 'formula':
    case 'formulaBlock':
      return <FormulaDialog editor={editor} kind={kind} onClose={onClose} />;
  }
}
