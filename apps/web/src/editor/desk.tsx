import type { SectionView } from '@concordat/contracts';
import { ModeFrame, sayStatus, type Mode } from '@concordat/ui';
import { EditorContent } from '@tiptap/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useSectionText } from '../features/section/text.js';
import { Asks } from './asks.js';
import { BottomBar } from './bottom-bar.js';
import type { SectionLink } from './connection/section-link.js';
import { saveWordOf } from './connection/save-state.js';
import { SectionContent } from './content/section-content.js';
import { DeskBar } from './desk-bar.js';
import classes from './desk.module.css';
import { EditorPlaceContext, type EditorPlace, type TextView } from './editor-place.js';
import { Figures } from './figures/figures.js';
import { useFind } from './find/use-find.js';
import { useLength } from './length/use-length.js';
import { LinkDialog } from './link-dialog.js';
import { PasteNotice } from './paste/paste-notice.js';
import { usePresent } from './presence/use-present.js';
import { useFollow } from './presence/use-follow.js';
import { EndedBanner, RescuePanel } from './rescue-panel.js';
import { ShortcutsDialog } from './shortcuts-dialog.js';
import { guidancePanel, SidePanel } from './side-panel.js';
import { ResolvedText } from './suggest/resolved-text.js';
import { useEditorKeys } from './use-editor-keys.js';
import { useKeptCaret } from './use-kept-caret.js';
import { nextMode, useMode } from './use-mode.js';
import { useNarrow } from './use-narrow.js';
import { useSectionEditor } from './use-section-editor.js';
import { useLinkView } from './use-section-link.js';
import { InsteadOfText } from '../features/version/instead-of-text.js';
import { useSaveAnswer } from '../features/version/use-save-answer.js';
import { useComparing } from '../features/version/comparing.js';

/** What a {@link Desk} takes. */
export interface DeskProps {
  readonly section: SectionView;
  readonly proposalId: string;
  readonly link: SectionLink;
  readonly readerId: string;
}

/** The text of a section in the middle, what belongs to it above, below and beside. */
export function Desk({ section, proposalId, link, readerId }: DeskProps) {
  const text = useSectionText();
  const view = useLinkView(link);
  const isNarrow = useNarrow();
  const [panel, choosePanel] = useState(guidancePanel);
  const [isPanelUp, setPanelUp] = useState(false);
  const openPanel = useCallback((id: string) => {
    choosePanel(id);
    setPanelUp(true);
  }, []);
  const [dialog, setDialog] = useState<'link' | 'shortcuts' | null>(null);
  const desk = useRef<HTMLElement>(null);
  const aside = useRef<HTMLElement>(null);
  const area = useCallback(() => desk.current, []);
  const openLink = useCallback(() => setDialog('link'), []);

  const isOpening = view.save.line === 'opening';
  const modes = useMode({
    right: view.mode,
    closedBecause: section.closedBecause,
    isEnded: view.ended !== null,
    isNarrow,
  });
  const { open, why } = modes;
  const [textView, showView] = useState<TextView>('markup');
  const isResolved = textView !== 'markup';
  const [comparing] = useComparing(section.id);
  const mode = isResolved || isOpening || comparing ? 'viewing' : modes.mode;
  const canType = mode !== 'viewing';
  // Whoever wants to write wants the text as it is.
  const change = useCallback(
    (chosen: Mode) => {
      showView('markup');
      modes.change(chosen);
    },
    [modes],
  );
  const label = text('editor.text', { number: section.number, title: section.title });
  const editor = useSectionEditor({ view, label, canType, mode, readerId, onLink: openLink });
  useKeptCaret(editor, canType, view.rescue !== null);

  const find = useFind({ editor, proposalId, sectionId: section.id, isOpening });
  const present = usePresent(view.awareness, editor, readerId);
  const follow = useFollow(editor, present, area);
  const saveWord = saveWordOf(view.save);
  const { answerSave, nameDialog } = useSaveAnswer(section);
  useEditorKeys(
    {
      onSave: () => (saveWord?.kind === 'saved' ? answerSave() : sayStatus({ text: text('save.not_yet') })),
      onShortcuts: () => setDialog('shortcuts'),
      onToolbar: () => desk.current?.querySelector<HTMLElement>('[role="toolbar"] button')?.focus(),
      onPanel: () => {
        setPanelUp(true);
        aside.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
      },
      onEditing: () => change('editing'),
      onSuggesting: () => change('suggesting'),
      onViewing: () => change('viewing'),
      onNextMode: () => change(nextMode(modes)),
      onFind: () => find.open(false),
      onReplace: () => find.open(true),
      onFindAll: find.noteForAll,
    },
    area,
  );

  const length = useLength(editor);
  const place = useMemo<EditorPlace>(
    () => ({
      proposalId,
      section,
      editor: isOpening ? null : editor,
      mode: placeModes[mode],
      right: open.length > 1 ? view.mode : 'read',
      view: textView,
      showView,
      panel,
      openPanel,
    }),
    [proposalId, section, editor, isOpening, mode, open, view.mode, textView, panel, openPanel],
  );
  return (
    <EditorPlaceContext value={place}>
      <div className={classes.columns} data-panel={isPanelUp ? 'up' : 'down'}>
        <section
          className={classes.desk}
          aria-label={text('editor.label', { number: section.number })}
          ref={desk}
        >
          <DeskBar
            editor={editor}
            mode={mode}
            open={open}
            onMode={change}
            find={find}
            follow={follow}
            canType={canType}
            isNarrow={isNarrow}
            onLink={openLink}
            onShortcuts={() => setDialog('shortcuts')}
          />
          <div className={classes.notices}>
            <PasteNotice editor={editor} />
            {view.ended && <EndedBanner ended={view.ended} />}
            {view.rescue && (
              <RescuePanel
                rescue={view.rescue}
                isExplained={view.ended?.code === view.rescue.code}
                onDismiss={link.dismissRescue}
              />
            )}
          </div>
          <ModeFrame
            mode={mode}
            sentence={text(comparing ? 'mode.comparing' : isResolved ? `view.${textView}` : `mode.${mode}`)}
          >
            <div className={classes.sheet}>
              <div className={classes.column}>
                <h1 className={classes.title}>
                  <span className={classes.number}>{section.number}</span>
                  {section.title}
                </h1>
                {why !== null && !isOpening && <p className={classes.why}>{text(why)}</p>}
                <Asks section={section} />
                {isOpening && (
                  <p role="status" className={classes.opening}>
                    {text('editor.opening')}
                  </p>
                )}
                {comparing !== null && <InsteadOfText section={section} comparing={comparing} />}
                <div hidden={comparing !== null}>
                  {isResolved && (
                    <ResolvedText
                      editor={editor}
                      sectionId={section.id}
                      view={textView}
                      label={label}
                      className={classes.text}
                    />
                  )}
                  <EditorContent editor={editor} className={classes.text} hidden={isResolved} />
                  <SectionContent
                    editor={editor}
                    section={section}
                    proposalId={proposalId}
                    canType={canType}
                  />
                </div>
                <Figures editor={editor} sectionId={section.id} />
              </div>
            </div>
          </ModeFrame>
          <BottomBar
            section={section}
            length={length}
            editor={editor}
            saveWord={open.length > 1 ? saveWord : null}
            road={view.save.line === 'open' ? view.road : null}
            present={present}
            follow={follow}
            readerId={readerId}
          />
        </section>
        <SidePanel ref={aside} isUp={isPanelUp} onUp={setPanelUp} onReturn={() => editor.commands.focus()} />
      </div>
      {dialog === 'link' && <LinkDialog editor={editor} onClose={() => setDialog(null)} />}
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={() => setDialog(null)} />}
      {nameDialog}
    </EditorPlaceContext>
  );
}

const placeModes = { editing: 'edit', suggesting: 'suggest', viewing: 'read' } as const;
