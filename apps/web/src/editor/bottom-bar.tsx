import type { SectionView } from '@concordat/contracts';
import { LimitMeter, limitNearness, Plate, Plates, SaveState, VisuallyHidden } from '@concordat/ui';
import type { Awareness } from 'y-protocols/awareness';
import { plateOf } from '../features/proposal/state-words.js';
import { useSectionText } from '../features/section/text.js';
import { deviceZone, useFormat } from '../platform/format.js';
import { useReader } from '../platform/session.js';
import classes from './bottom-bar.module.css';
import type { Present } from './carets.js';
import type { Road } from './connection/line.js';
import type { SaveWord } from './connection/save-state.js';
import { usePresent } from './use-present.js';

/** What a {@link BottomBar} takes. */
export interface BottomBarProps {
  readonly section: Pick<SectionView, 'wordLimit'>;
  readonly words: number;
  /** Null where nothing is saved: in reading. */
  readonly saveWord: SaveWord | null;
  /** How the text comes and goes; null while it does not. */
  readonly road: Road | null;
  readonly awareness: Awareness;
  readonly readerId: string;
}

/** Below the text: its length, whether it is saved, who is here, its language. */
export function BottomBar({ section, words, saveWord, road, awareness, readerId }: BottomBarProps) {
  const text = useSectionText();
  const present = usePresent(awareness, readerId);
  return (
    <footer className={classes.foot} aria-label={text('foot.label')} data-chrome="">
      <Length words={words} limit={section.wordLimit} />
      <span className={classes.save}>{saveWord && <SaveLine word={saveWord} />}</span>
      <span className={classes.road} role="status">
        {road === 'http' && text('foot.plain_http')}
      </span>
      <Here present={present} />
      <span className={classes.language}>{text('foot.language')}</span>
    </footer>
  );
}

function Length({ words, limit }: { readonly words: number; readonly limit: number | null }) {
  const text = useSectionText();
  const format = useFormat();
  if (limit === null) return <span className={classes.words}>{text('foot.words', { words })}</span>;
  const used = format.number(words);
  const limitText = format.number(limit);
  const near = limitNearness(words, limit);
  return (
    <span className={classes.meter}>
      <LimitMeter
        used={words}
        limit={limit}
        usedText={used}
        limitText={limitText}
        sentence={text('sections.meter', { used, limit: limitText, near })}
      />
    </span>
  );
}

function SaveLine({ word }: { readonly word: SaveWord }) {
  const text = useSectionText();
  const format = useFormat();
  const zone = useReader()?.zone ?? deviceZone();
  switch (word.kind) {
    case 'saving':
      return <SaveState kind="saving">{text('save.saving')}</SaveState>;
    case 'saved':
      return (
        <SaveState kind="saved">{text('save.saved', { time: format.time({ at: word.at, zone }) })}</SaveState>
      );
    case 'offline':
      return <SaveState kind="offline">{text('save.offline')}</SaveState>;
    case 'unsaved':
      return <SaveState kind="unsaved">{text('save.unsaved', { attempts: word.attempts })}</SaveState>;
  }
}

function Here({ present }: { readonly present: readonly Present[] }) {
  const text = useSectionText();
  const format = useFormat();
  return (
    <span className={classes.here}>
      <Plates>
        {present
          .slice(0, 6)
          .map(({ personId, name, stateCode, colour }) =>
            stateCode === null ? null : (
              <Plate
                key={personId}
                {...plateOf(stateCode, `${name}, ${format.state(stateCode)}`)}
                author={colour as 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}
              />
            ),
          )}
      </Plates>
      <span className={classes.count}>
        {text('foot.here', { count: present.length, total: present.length + 1 })}
      </span>
      {present.length > 0 && (
        <VisuallyHidden>
          {text('foot.here.names', { names: format.list(present.map(({ name }) => name)) })}
        </VisuallyHidden>
      )}
    </span>
  );
}
