import type { SectionView } from '@concordat/contracts';
import type { Editor } from '@tiptap/core';
import { useEffect } from 'react';
import { useSectionText } from '../../features/section/text.js';
import { setOutline } from './section-numbers.js';

/** What a {@link SectionContent} takes. */
export interface SectionContentProps {
  readonly editor: Editor;
  readonly section: SectionView;
}

/** What belongs to a text beyond its characters: numbers that go on from the sections before it. */
export function SectionContent({ editor, section }: SectionContentProps) {
  const text = useSectionText();
  const { id, number, title } = section;
  const captionHint = text('caption.hint');
  useEffect(() => {
    const contents = { headings: [], tables: [], figures: [] };
    setOutline(editor, { sectionId: id, captionHint, sections: [{ id, number, title, contents }] });
  }, [editor, id, number, title, captionHint]);
  return null;
}
