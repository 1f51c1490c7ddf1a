import { formatSource, type PlacedPart, type Source } from '@concordat/document';
import { Button } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useEffect } from 'react';
import { useSectionText } from '../../features/section/text.js';
import classes from './content.module.css';
import { land } from './follow.js';
import { numbersIn } from './section-numbers.js';
import { UncitedSources } from './uncited-sources.js';
import { sourceEntryId } from './use-following.js';
import type { KeptSources } from './use-kept-sources.js';

interface Note {
  readonly number: string;
  readonly text: string;
}

interface Notes {
  readonly footnotes: readonly Note[];
  /** Those that this section cites, with their numbers. */
  readonly sources: readonly { readonly number: number; readonly source: Source }[];
  /** All that the proposal cites. */
  readonly cited: readonly Source[];
}

/** Below the text: its footnotes, and the sources that it cites with the numbers they have in the whole proposal. */
export function TextNotes({ editor, kept }: { readonly editor: Editor; readonly kept: KeptSources }) {
  const text = useSectionText();
  const { footnotes, sources, cited } = useEditorState({
    editor,
    selector: ({ editor: now }) => notesOf(now),
    equalityFn: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  });
  const { keep } = kept;
  // However a citation came into the text: its source is found again when it has gone.
  useEffect(() => keep(sources.map(({ source }) => source)), [keep, sources]);
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
                  onPress={() => reveal(editor, footnotesOf(editor)[index])}
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
              <li key={source.source} id={sourceEntryId(source.source)} tabIndex={-1}>
                <Button
                  kind="quiet"
                  size="dense"
                  aria-label={text('sources.go', { number })}
                  onPress={() => reveal(editor, citationOf(editor, source))}
                >
                  [{number}]
                </Button>
                <span>{formatSource(source)}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      <UncitedSources kept={kept} cited={cited} />
    </>
  );
}

function notesOf({ state }: Editor): Notes {
  const { parts, numbers, outline } = numbersIn(state);
  const own = numbers.sections.get(outline.sectionId);
  const here = new Set(parts.filter(({ type }) => type === 'citation').map(({ attrs }) => attrs.source));
  return {
    cited: numbers.sources,
    footnotes: parts
      .filter(({ type }) => type === 'footnote')
      .map(({ attrs }, index) => ({
        number: own?.footnotes[index] ?? '',
        text: typeof attrs.text === 'string' ? attrs.text : '',
      })),
    sources: numbers.sources
      .map((source, index) => ({ number: index + 1, source }))
      .filter(({ source }) => here.has(source.source)),
  };
}

const footnotesOf = ({ state }: Editor): readonly PlacedPart[] =>
  numbersIn(state).parts.filter(({ type }) => type === 'footnote');

const citationOf = ({ state }: Editor, { source }: Source): PlacedPart | undefined =>
  numbersIn(state).parts.find(({ type, attrs }) => type === 'citation' && attrs.source === source);

function reveal(editor: Editor, part: PlacedPart | undefined): void {
  if (part) land(editor, part.at);
}
