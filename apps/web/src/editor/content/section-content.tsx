import { readNumbering, type SectionView } from '@concordat/contracts';
import { noContents, type Reference } from '@concordat/document';
import type { Editor } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';
import { useEffect, useState } from 'react';
import { useSectionText } from '../../features/section/text.js';
import { lazyWindow } from '../../platform/lazy-part.js';
import { useEndpoint } from '../../platform/query.js';
import { whenIdle } from '../../platform/when-idle.js';
import { BackStrip } from './back-strip.js';
import { onDoor, type DoorKind } from './content-doors.js';
import { setOutline } from './section-numbers.js';
import { TextNotes } from './text-notes.js';
import { useFollowing } from './use-following.js';
import { useKeptSources } from './use-kept-sources.js';

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
  const [door, setDoor] = useState<DoorKind | null>(null);
  const { id, number, title } = section;
  const following = useFollowing(editor, section, proposalId);
  const kept = useKeptSources(id, canType);
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
  const go = (target: Reference) => {
    setDoor(null);
    const { selection } = editor.state;
    if (selection instanceof NodeSelection)
      following.goTo(target, { at: selection.from, node: selection.node });
  };
  return (
    <>
      <TextNotes editor={editor} kept={kept} />
      {door !== null && canType && (
        <ContentWindow
          editor={editor}
          kind={door}
          kept={kept}
          others={data ? 'known' : error ? 'failed' : 'coming'}
          onClose={leave}
          onGo={go}
        />
      )}
      <BackStrip following={following} sectionId={id} />
    </>
  );
}
