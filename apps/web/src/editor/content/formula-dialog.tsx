import { longestNote } from '@concordat/document';
import { Button, Dialog, TextArea, TextField } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useEffect, useId, useRef, useState, type SubmitEvent } from 'react';
import { useSectionText } from '../../features/section/text.js';
import { deletePart, selectedPart, setPart } from './content-doors.js';
import classes from './content.module.css';
import { formulaElement } from './formula-dom.js';

/** What a {@link FormulaDialog} takes. */
export interface FormulaDialogProps {
  readonly editor: Editor;
  readonly kind: 'formula' | 'formulaBlock';
  readonly onClose: () => void;
}

/** Writes a formula as LaTeX, shows it as it will look, and asks for it in words. */
export function FormulaDialog({ editor, kind, onClose }: FormulaDialogProps) {
  const text = useSectionText();
  const form = useId();
  const [before] = useState(() => selectedPart(editor, kind));
  const [latex, setLatex] = useState(() => (typeof before?.latex === 'string' ? before.latex : ''));
  const [words, setWords] = useState(() => (typeof before?.words === 'string' ? before.words : ''));
  const [isTold, setTold] = useState(false);
  const line = latex.replace(/\s+/g, ' ').trim();
  const isReadable = line !== '' && formulaElement(line, kind === 'formulaBlock') !== null;
  const set = (event: SubmitEvent) => {
    event.preventDefault();
    const spoken = words.replace(/\s+/g, ' ').trim();
    if (!isReadable || spoken === '') return setTold(true);
    setPart(editor, kind, { latex: line, words: spoken });
    onClose();
  };
  const wrong = line === '' ? text('formula.latex.missing') : text('formula.wrong');
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('formula.title')}
      actions={
        <>
          <Button onPress={onClose}>{text('part.cancel')}</Button>
          {before !== null && (
            <Button
              onPress={() => {
                deletePart(editor);
                onClose();
              }}
            >
              {text('part.delete')}
            </Button>
          )}
          <Button kind="main" type="submit" form={form}>
            {text('formula.set')}
          </Button>
        </>
      }
    >
      <form id={form} className={classes.window} onSubmit={set} noValidate>
        <TextArea
          label={text('formula.latex')}
          description={text('formula.latex.hint')}
          value={latex}
          onChange={setLatex}
          errorMessage={isTold && !isReadable ? wrong : undefined}
          maxLength={longestNote}
          rows={3}
          spellCheck="false"
          autoFocus
        />
        <Preview latex={line} isBlock={kind === 'formulaBlock'} />
        <TextField
          label={text('formula.words')}
          description={text('formula.words.hint')}
          value={words}
          onChange={setWords}
          errorMessage={isTold && words.trim() === '' ? text('formula.words.missing') : undefined}
          maxLength={longestNote}
        />
      </form>
    </Dialog>
  );
}

/** What was readable last stays while the writer is in the middle of a command. */
function Preview({ latex, isBlock }: { readonly latex: string; readonly isBlock: boolean }) {
  const text = useSectionText();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = latex === '' ? null : formulaElement(latex, isBlock);
    if (latex === '') frame.current?.replaceChildren();
    else if (element) frame.current?.replaceChildren(element);
  }, [latex, isBlock]);
  return <div ref={frame} className={classes.preview} role="img" aria-label={text('formula.preview')} />;
}
