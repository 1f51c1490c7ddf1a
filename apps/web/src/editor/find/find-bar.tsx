import { findAgain, sectionOf, type NodeJson } from '@concordat/document';
import { Button, ButtonLink, IconButton, sayStatus, TextField, ToolToggle } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { noteFinding } from '../../features/section/found.js';
import { useSectionText } from '../../features/section/text.js';
import { addresses } from '../../platform/addresses.js';
import { useEditorPlace } from '../editor-place.js';
import classes from './find-bar.module.css';
import type { FindAsk } from './use-find.js';
import {
  findStateOf,
  goToMatch,
  goToMatchAt,
  lookFor,
  replaceEvery,
  replaceMatch,
  showCurrentMatch,
} from './section-find.js';

/** What a {@link FindBar} takes. */
export interface FindBarProps {
  readonly editor: Editor;
  readonly ask: FindAsk;
  /** `edit`: what is replaced is changed; `suggest`: it becomes suggestions; `read`: nothing can be replaced. */
  readonly mode: 'edit' | 'suggest' | 'read';
  readonly onClose: () => void;
}

/** Finds words in the open section and replaces them. Enter goes on, Shift+Enter back, Escape leads back to the text. */
export function FindBar({ editor, ask, mode, onClose }: FindBarProps) {
  const text = useSectionText();
  const { proposalId } = useEditorPlace();
  const [words, setWords] = useState(ask.words);
  const [replacement, setReplacement] = useState('');
  const [matchCase, setMatchCase] = useState(ask.place?.query.matchCase ?? false);
  const [wholeWord, setWholeWord] = useState(ask.place?.query.wholeWord ?? false);
  const awaited = useRef(ask.place);
  const field = useRef<HTMLInputElement>(null);
  const { count, current } = useEditorState({ editor, selector: ({ editor: now }) => foundIn(now) });

  // Asked again while it is open: the words selected now, and the focus.
  useEffect(() => {
    if (ask.words !== '') setWords(ask.words);
    field.current?.select();
  }, [ask]);
  useEffect(() => {
    lookFor(editor, words === '' ? null : { words, matchCase, wholeWord });
    if (awaited.current === null) showCurrentMatch(editor);
    if (words !== '') noteFinding(proposalId, { words, matchCase, wholeWord });
  }, [editor, words, matchCase, wholeWord, proposalId]);
  // The text may come into the editor a moment after it is here.
  useEffect(() => {
    const { current: place } = awaited;
    if (place === null || count === 0) return;
    const section = sectionOf(editor.getJSON().content as readonly NodeJson[]);
    if (goToMatchAt(editor, findAgain(section, place.query, place.passage))) awaited.current = null;
  }, [editor, count]);
  useEffect(() => () => lookFor(editor, null), [editor]);

  const replaceAll = () => {
    const replaced = replaceEvery(editor, replacement, mode === 'suggest');
    const undo = { label: text('find.undo'), onUndo: () => editor.commands.undo() };
    sayStatus({
      text: text(mode === 'suggest' ? 'find.suggested_all' : 'find.replaced_all', { count: replaced }),
      ...(replaced > 0 ? { undo } : {}),
    });
  };
  const replaceOne = () => {
    if (!replaceMatch(editor, replacement)) sayStatus({ text: text('find.not_replaced') });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    } else if (event.key === 'Enter' && event.target === field.current) {
      event.preventDefault();
      goToMatch(editor, event.shiftKey ? -1 : 1);
    }
  };
  return (
    <div
      className={classes.bar}
      role="search"
      aria-label={text('find.label')}
      onKeyDown={onKeyDown}
      data-chrome=""
    >
      <div className={classes.line}>
        <TextField
          label={text('find.words')}
          isLabelHidden
          placeholder={text('find.words')}
          value={words}
          onChange={setWords}
          ref={field}
          size="dense"
          autoFocus
        />
        <span className={classes.tools}>
          <ToolToggle
            label={text('find.match_case')}
            letter="Aa"
            isOn={matchCase}
            onPress={() => setMatchCase(!matchCase)}
          />
          <ToolToggle
            label={text('find.whole_word')}
            letter={<u>W</u>}
            isOn={wholeWord}
            onPress={() => setWholeWord(!wholeWord)}
          />
        </span>
        <span className={classes.count} role="status">
          {words !== '' && text('find.count', { current: current + 1, count })}
        </span>
        <IconButton
          size="dense"
          icon="up"
          label={text('find.previous')}
          isDisabled={count === 0}
          onPress={() => goToMatch(editor, -1)}
        />
        <IconButton
          size="dense"
          icon="down"
          label={text('find.next')}
          isDisabled={count === 0}
          onPress={() => goToMatch(editor, 1)}
        />
        <ButtonLink size="dense" kind="quiet" href={addresses.find(proposalId)}>
          {text('find.everywhere')}
        </ButtonLink>
        <IconButton size="dense" icon="cross" label={text('find.close')} onPress={onClose} />
      </div>
      {ask.withReplace && mode !== 'read' && (
        <div className={classes.line}>
          <TextField
            label={text('find.replacement')}
            isLabelHidden
            placeholder={text('find.replacement')}
            value={replacement}
            onChange={setReplacement}
            size="dense"
          />
          <Button size="dense" isDisabled={count === 0} onPress={replaceOne}>
            {text(mode === 'suggest' ? 'find.suggest' : 'find.replace')}
          </Button>
          <Button size="dense" isDisabled={count === 0} onPress={replaceAll}>
            {text(mode === 'suggest' ? 'find.suggest_all' : 'find.replace_all')}
          </Button>
        </div>
      )}
    </div>
  );
}

function foundIn({ state }: Editor) {
  const { matches, current } = findStateOf(state);
  return { count: matches.length, current };
}
