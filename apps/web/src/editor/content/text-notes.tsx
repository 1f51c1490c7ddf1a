import { formatSource, type Source } from '@concordat/document';
import { Button } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';
import { useEditorState } from '@tiptap/react';
import { useSectionText } from '../../features/section/text.js';
import classes from './content.module.css';
import { numbersIn } from './section-numbers.js';

interface Note {
  readonly number: string;
  readonly text: string;
}

interface Notes {
  readonly footnotes: readonly Note[];
  /** Those that this section cites, with their numbers. */
  readonly sources: readonly { readonly number: number; readonly source: Source }[];
}

/** Below the text: its footnotes, and the sources that it cites with the numbers they have in the whole proposal. */
export function TextNotes({ editor }: { readonly editor: Editor }) {
  const text = useSectionText();
  const { footnotes, sources } = useEditorState({
    editor,
    selector: ({ editor: now }) => notesOf(now),
    equalityFn: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  });
  return (
    <>
      {footnotes.length > 0 && (
        <section className={classes.notes} aria-label={text('notes.title')}>
          <h2>{text('notes.title')}</h2>
          <ol>
            {footnotes.map(({ number, text: words }, index) => (
              <li key={number}>
                <Button
                  kind="quiet"
                  size="dense"
                  aria-label={text('notes.go', { number })}
                  onPress={() => revealFootnote(editor, index)}
                >
                  {number}
                </Button>
                <span>{words}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      {sources.length > 0 && (
        <section className={classes.notes} aria-label={text('sources.title')}>
          <h2>{text('sources.title')}</h2>
          <p>{text('sources.hint')}</p>
          <ol>
            {sources.map(({ number, source }) => (
              <li key={source.source}>
                <b>[{number}]</b>
                <span>{formatSource(source)}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function notesOf({ state }: Editor): Notes {
  const { parts, numbers, outline } = numbersIn(state);
  const own = numbers.sections.get(outline.sectionId);
  const cited = new Set(parts.filter(({ type }) => type === 'citation').map(({ attrs }) => attrs.source));
  return {
    footnotes: parts
      .filter(({ type }) => type === 'footnote')
      .map(({ attrs }, index) => ({
        number: own?.footnotes[index] ?? '',
        text: typeof attrs.text === 'string' ? attrs.text : '',
      })),
    sources: numbers.sources
      .map((source, index) => ({ number: index + 1, source }))
      .filter(({ source }) => cited.has(source.source)),
  };
}

function revealFootnote(editor: Editor, index: number): void {
  const { state, view } = editor;
  const part = numbersIn(state).parts.filter(({ type }) => type === 'footnote')[index];
  if (!part) return;
  view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, part.at)).scrollIntoView());
  view.focus();
}
