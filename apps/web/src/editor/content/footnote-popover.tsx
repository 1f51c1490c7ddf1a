import { longestNote } from '@concordat/document';
import { Button, Popover, TextArea } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';
import { useState, type KeyboardEvent } from 'react';
import { useSectionText } from '../../features/section/text.js';
import { deletePart, selectedPart, setPart } from './content-doors.js';
import classes from './content.module.css';
import { takeFocus } from './take-focus.js';

/** The words of a footnote, below the place where it stands. What was written is kept however the window is closed. */
export function FootnotePopover({
  editor,
  onClose,
}: {
  readonly editor: Editor;
  readonly onClose: () => void;
}) {
  const text = useSectionText();
  const [before] = useState(() => selectedPart(editor, 'footnote'));
  const [anchor] = useState(() => elementAtSelection(editor));
  const [words, setWords] = useState(() => (typeof before?.text === 'string' ? before.text : ''));
  const keep = () => {
    const line = words.replace(/\s+/g, ' ').trim();
    if (line === '' && before !== null) deletePart(editor);
    else if (line !== '' && line !== before?.text) setPart(editor, 'footnote', { text: line });
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isInField = event.target instanceof HTMLTextAreaElement;
    if (event.key !== 'Enter' || !isInField || event.nativeEvent.isComposing) return;
    event.preventDefault();
    keep();
  };
  return (
    <Popover isOpen onClose={keep} anchor={anchor} label={text('footnote.title')}>
      <div className={classes.window} onKeyDown={onKeyDown}>
        <TextArea
          label={text('footnote.text')}
          description={text('footnote.hint', { left: longestNote - words.length })}
          value={words}
          onChange={setWords}
          maxLength={longestNote}
          rows={3}
          ref={takeFocus}
        />
        <div className={classes.actions}>
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
          <Button kind="main" onPress={keep}>
            {text('footnote.set')}
          </Button>
        </div>
      </div>
    </Popover>
  );
}

function elementAtSelection({ state, view }: Editor): Element {
  const { selection } = state;
  if (selection instanceof NodeSelection) {
    const dom = view.nodeDOM(selection.from);
    if (dom instanceof Element) return dom;
  }
  const { node } = view.domAtPos(selection.head);
  return node instanceof Element ? node : (node.parentElement ?? view.dom);
}
