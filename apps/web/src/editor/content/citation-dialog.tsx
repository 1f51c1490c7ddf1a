import { formatSource, longestLocator, sourceOf, type Source } from '@concordat/document';
import { Button, ComboBox, Dialog, SegmentedControl, TextField } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useId, useState, type SubmitEvent } from 'react';
import { useSectionText } from '../../features/section/text.js';
import { BibtexField } from './bibtex-field.js';
import type { ReadSource } from './bibtex/read-sources.js';
import { deletePart, selectedPart, setPart } from './content-doors.js';
import classes from './content.module.css';
import { numbersIn } from './section-numbers.js';
import { uncitedOf } from './uncited-sources.js';
import { takeFocus } from './take-focus.js';
import type { KeptSources } from './use-kept-sources.js';

/** Cites a source that the proposal knows, or new ones that are pasted as BibTeX. */
export function CitationDialog({
  editor,
  kept,
  onClose,
}: {
  readonly editor: Editor;
  readonly kept: KeptSources;
  readonly onClose: () => void;
}) {
  const text = useSectionText();
  const form = useId();
  const [before] = useState(() => selectedPart(editor, 'citation'));
  const cited = numbersIn(editor.state).numbers.sources;
  const known = [...cited, ...uncitedOf(kept.all, cited)];
  const [way, setWay] = useState<'known' | 'paste'>(known.length === 0 ? 'paste' : 'known');
  const [chosen, setChosen] = useState<string | null>(() => (before ? sourceOf(before).source : null));
  const [read, setRead] = useState<readonly ReadSource[]>([]);
  const [locator, setLocator] = useState(() => (typeof before?.locator === 'string' ? before.locator : ''));
  const [isMissing, setMissing] = useState(false);
  const picked: readonly Source[] =
    way === 'paste'
      ? read.map(({ source }) => source)
      : known.filter(({ source }) => source === chosen).slice(0, 1);
  const set = (event: SubmitEvent) => {
    event.preventDefault();
    if (picked.length === 0) return setMissing(true);
    for (const [index, source] of picked.entries())
      setPart(editor, 'citation', { ...source, locator: index === 0 ? locator.trim() : '' });
    // Those that were read and not chosen are there for the next citation.
    kept.keep(way === 'paste' ? read.map(({ source }) => source) : picked);
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="wide"
      title={text('citation.title')}
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
            {text('citation.set')}
          </Button>
        </>
      }
    >
      <form id={form} className={classes.window} onSubmit={set} noValidate>
        {known.length > 0 && (
          <SegmentedControl
            label={text('citation.how')}
            value={way}
            onChange={(next) => setWay(next === 'paste' ? 'paste' : 'known')}
            segments={[
              { id: 'known', label: text('citation.known') },
              { id: 'paste', label: text('citation.paste') },
            ]}
          />
        )}
        {way === 'known' ? (
          <ComboBox
            label={text('citation.source')}
            description={text('citation.source.hint')}
            emptyText={text('citation.source.none')}
            openLabel={text('citation.source')}
            value={chosen}
            onChange={(source) => {
              setChosen(source);
              setMissing(false);
            }}
            errorMessage={isMissing ? text('citation.source.choose') : undefined}
            options={known.map((source, index) => ({
              id: source.source,
              label: `${index < cited.length ? `[${index + 1}]` : text('citation.uncited')} ${formatSource(source)}`,
            }))}
            ref={takeFocus}
          />
        ) : (
          <BibtexField
            known={known}
            errorMessage={isMissing ? text('citation.source.choose') : undefined}
            onPicked={(sources) => {
              setRead(sources);
              setMissing(false);
            }}
          />
        )}
        <TextField
          label={text('citation.locator')}
          description={text('citation.locator.hint')}
          value={locator}
          onChange={setLocator}
          maxLength={longestLocator}
        />
      </form>
    </Dialog>
  );
}
