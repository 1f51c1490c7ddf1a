import type { SectionView } from '@concordat/contracts';
import { ModeFrame, sayStatus } from '@concordat/ui';
import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSectionText } from '../features/section/text.js';
import { Asks } from './asks.js';
import { BottomBar } from './bottom-bar.js';
import type { SectionLink } from './connection/section-link.js';
import { saveWordOf } from './connection/save-state.js';
import { SectionContent } from './content/section-content.js';
import classes from './desk.module.css';
import { EditorPlaceContext, type EditorPlace } from './editor-place.js';
import { LinkDialog } from './link-dialog.js';
import { EndedBanner, RescuePanel } from './rescue-panel.js';
import { editorOptions } from './section-editor.js';
import { ShortcutsDialog } from './shortcuts-dialog.js';
import { guidancePanel, SidePanel } from './side-panel.js';
import { EditorToolbar } from './editor-toolbar.js';
import { useEditorKeys } from './use-editor-keys.js';
import { useKeptCaret } from './use-kept-caret.js';
import { useNarrow } from './use-narrow.js';
import { useLinkView } from './use-section-link.js';
import { useWordCount } from './use-word-count.js';
import { viewingReason } from './viewing-reason.js';

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
  const [panel, openPanel] = useState(guidancePanel);
  const [dialog, setDialog] = useState<'link' | 'shortcuts' | null>(null);
  const toolbar = useRef<HTMLDivElement>(null);
  const aside = useRef<HTMLElement>(null);

  const mode =
    view.mode === 'edit' && section.closedBecause === null && view.ended === null ? 'edit' : 'read';
  const canType = mode === 'edit' && !isNarrow && view.save.line !== 'opening';
  const label = text('editor.text', { number: section.number, title: section.title });
  const openLink = useRef(() => setDialog('link'));

  const editor = useEditor(
    {
      ...editorOptions(view.doc, view.awareness, () => openLink.current()),
      editable: canType,
      editorProps: {
        attributes: (state) => ({
          ...(state.doc.isBlock ? { class: 'proposal-text' } : {}),
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': label,
          tabindex: '0',
          lang: 'en',
          spellcheck: 'true',
        }),
      },
    },
    [view.doc, label],
  );
  useEffect(() => {
    editor.setEditable(canType, false);
  }, [editor, canType]);

  useKeptCaret(editor, canType, view.rescue !== null);

  const saveWord = saveWordOf(view.save);
  useEditorKeys({
    onSave: () => sayStatus({ text: text(saveWord?.kind === 'saved' ? 'save.already' : 'save.not_yet') }),
    onShortcuts: () => setDialog('shortcuts'),
    onToolbar: () => toolbar.current?.querySelector('button')?.focus(),
    onPanel: () => aside.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
  });

  const words = useWordCount(editor);
  const place = useMemo<EditorPlace>(
    () => ({
      proposalId,
      section,
      editor: view.save.line === 'opening' ? null : editor,
      mode: canType ? 'edit' : 'read',
      panel,
      openPanel,
    }),
    [proposalId, section, editor, view.save.line, canType, panel],
  );
  return (
    <EditorPlaceContext value={place}>
      <div className={classes.columns}>
        <section className={classes.desk} aria-label={text('editor.label', { number: section.number })}>
          {canType ? (
            <div className={classes.bar} ref={toolbar} data-chrome="">
              <EditorToolbar
                editor={editor}
                onLink={() => setDialog('link')}
                onShortcuts={() => setDialog('shortcuts')}
              />
            </div>
          ) : (
            <div />
          )}
          <div className={classes.notices}>
            {view.ended && <EndedBanner ended={view.ended} />}
            {view.rescue && (
              <RescuePanel
                rescue={view.rescue}
                isExplained={view.ended?.code === view.rescue.code}
                onDismiss={link.dismissRescue}
              />
            )}
          </div>
          <ModeFrame mode={canType ? 'editing' : 'viewing'} sentence={text('mode.viewing')}>
            <div className={classes.sheet}>
              <div className={classes.column}>
                <h1 className={classes.title}>
                  <span className={classes.number}>{section.number}</span>
                  {section.title}
                </h1>
                {!canType && view.save.line !== 'opening' && (
                  <p className={classes.why}>{text(viewingReason(section, mode, isNarrow))}</p>
                )}
                <Asks section={section} />
                {view.save.line === 'opening' && (
                  <p role="status" className={classes.opening}>
                    {text('editor.opening')}
                  </p>
                )}
                <EditorContent editor={editor} className={classes.text} />
                <SectionContent editor={editor} section={section} />
              </div>
            </div>
          </ModeFrame>
          <BottomBar
            section={section}
            words={words ?? section.words}
            saveWord={mode === 'edit' ? saveWord : null}
            road={view.save.line === 'open' ? view.road : null}
            awareness={view.awareness}
            readerId={readerId}
          />
        </section>
        <SidePanel ref={aside} onReturn={() => editor.commands.focus()} />
      </div>
      {dialog === 'link' && <LinkDialog editor={editor} onClose={() => setDialog(null)} />}
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={() => setDialog(null)} />}
    </EditorPlaceContext>
  );
}
