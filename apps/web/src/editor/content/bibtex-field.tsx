import { formatSource, type Source } from '@concordat/document';
import { Banner, CheckboxGroup, TextArea } from '@concordat/ui';
import { useState } from 'react';
import { useSectionText } from '../../features/section/text.js';
import type { BibtexError } from './bibtex/parse-bibtex.js';
import { readSources, type ReadSource, type SourceReading } from './bibtex/read-sources.js';
import classes from './content.module.css';

/** What a {@link BibtexField} takes. */
export interface BibtexFieldProps {
  readonly known: readonly Source[];
  readonly errorMessage: string | undefined;
  /** Called with the sources that are to be cited, whenever they change. */
  readonly onPicked: (sources: readonly ReadSource[]) => void;
}

/** Takes BibTeX, says what was read and what was not, and lets the writer choose among several. */
export function BibtexField({ known, errorMessage, onPicked }: BibtexFieldProps) {
  const text = useSectionText();
  const [bibtex, setBibtex] = useState('');
  const [reading, setReading] = useState<SourceReading | null>(null);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const pick = (sources: readonly ReadSource[], ids: readonly string[]) => {
    setPicked(ids);
    onPicked(sources.filter(({ source }) => ids.includes(source.source)));
  };
  const read = (pasted: string) => {
    setBibtex(pasted);
    const next = pasted.trim() === '' ? null : readSources(pasted, known);
    setReading(next);
    const sources = next?.sources ?? [];
    // A single entry is what the writer means; of several they choose.
    pick(sources, sources.length === 1 ? sources.map(({ source }) => source.source) : []);
  };
  const sources = reading?.sources ?? [];
  return (
    <>
      <TextArea
        label={text('citation.bibtex')}
        description={text('citation.bibtex.hint')}
        errorMessage={errorMessage}
        value={bibtex}
        onChange={read}
        rows={6}
        spellCheck="false"
        autoFocus
      />
      {reading && reading.errors.length > 0 && (
        <Banner tone="warning" title={text('citation.bibtex.wrong', { count: reading.errors.length })}>
          <ul className={classes.errors}>
            {reading.errors.slice(0, 8).map((error, index) => (
              <li key={index}>{errorWords(text, error)}</li>
            ))}
          </ul>
        </Banner>
      )}
      {sources.length === 1 && sources[0] && (
        <p role="status" className={classes.read}>
          {formatSource(sources[0].source)}
        </p>
      )}
      {sources.length > 1 && (
        <CheckboxGroup
          label={text('citation.bibtex.which')}
          value={[...picked]}
          onChange={(ids) => pick(sources, ids)}
          choices={sources.map(({ source }) => ({ value: source.source, label: formatSource(source) }))}
        />
      )}
    </>
  );
}

function errorWords(
  text: ReturnType<typeof useSectionText>,
  { problem, entry, line, field = '' }: BibtexError,
): string {
  return text('citation.error', {
    entry: entry ?? 'none',
    line,
    what: text(`citation.error.${problem}`, { field }),
  });
}
