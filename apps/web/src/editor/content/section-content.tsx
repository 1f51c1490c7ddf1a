import { readNumbering, type SectionView } from '@concordat/contracts';
import { noContents, type ReferenceTarget } from '@concordat/document';
import { useNavigate } from '@tanstack/react-router';
import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import { useSectionText } from '../../features/section/text.js';
import { addresses } from '../../platform/addresses.js';
import { lazyWindow } from '../../platform/lazy-part.js';
import { useEndpoint } from '../../platform/query.js';
import { whenIdle } from '../../platform/when-idle.js';
import { onDoor, type DoorKind } from './content-doors.js';
import { setOutline } from './section-numbers.js';
import { TextNotes } from './text-notes.js';

/** The windows bring lists and a reader of BibTeX along, which nobody needs in order to write. */
const ContentWindow = lazyWindow(async () => (await import('./content-windows.js')).ContentWindow);

/** How often the other sections are looked at again, in milliseconds: what colleagues number there moves on here. */
const lookAgainMs = 60_000;

/** What a {@link SectionContent} takes. */
export interface SectionContentProps {
  readonly editor: Editor;
  readonly section: SectionView;
  readonly proposalId: string;
  readonly canType: boolean;
}

/** What belongs to a text beyond its characters: numbers through the proposal, notes below it, windows of its parts. */
export function SectionContent({ editor, section, proposalId, canType }: SectionContentProps) {
  const text = useSectionText();
  const navigate = useNavigate();
  const [door, setDoor] = useState<DoorKind | null>(null);
  const { id, number, title } = section;
  const { data, error } = useEndpoint(
    readNumbering,
    { params: { proposalId } },
    { refetchInterval: lookAgainMs, keepPrevious: true },
  );
  const [caption, pictureCaption] = [text('caption.hint'), text('caption.hint.figure')];
  const [lost, fixed] = [text('reference.lost'), text('fixed.why')];
  useEffect(() => {
    const sections = data?.sections ?? [{ id, number, title, contents: noContents }];
    setOutline(editor, {
      sectionId: id,
      sections,
      isWhole: data !== undefined,
      words: { caption, pictureCaption, lost, fixed },
    });
  }, [editor, data, id, number, title, caption, pictureCaption, lost, fixed]);
  useEffect(() => onDoor(editor, setDoor), [editor]);
  // Once the text stands, so that the windows are here when they are asked for, also without a network.
  useEffect(() => whenIdle(() => ContentWindow.prepare()), []);
  const leave = () => {
    setDoor(null);
    // The window gives the focus back to what opened it, then the text takes it.
    setTimeout(() => editor.commands.focus());
  };
  const go = ({ sectionId, nodeId }: ReferenceTarget) => {
    setDoor(null);
    if (sectionId !== id) return void navigate({ to: addresses.section(proposalId, sectionId) });
    const block =
      nodeId === null ? editor.view.dom : editor.view.dom.querySelector(`[data-node="${nodeId}"]`);
    block?.scrollIntoView({ block: 'center' });
  };
  return (
    <>
      <TextNotes editor={editor} />
      {door !== null && canType && (
        <ContentWindow
          editor={editor}
          kind={door}
          others={data ? 'known' : error ? 'failed' : 'coming'}
          onClose={leave}
          onGo={go}
        />
      )}
    </>
  );
}
