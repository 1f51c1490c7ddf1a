import type { SectionView } from '@concordat/contracts';
import { LimitMeter, limitNearness, SaveState } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useSectionText } from '../features/section/text.js';
import { deviceZone, useFormat } from '../platform/format.js';
import { useReader } from '../platform/session.js';
import classes from './bottom-bar.module.css';
import type { Road } from './connection/line.js';
import type { SaveWord } from './connection/save-state.js';
import { LeftoversMenu } from './length/leftovers-menu.js';
import type { Length } from './length/use-length.js';
import { PresenceMenu } from './presence/presence-menu.js';
import type { Follow } from './presence/use-follow.js';
import type { PresentAt } from './presence/use-present.js';

/** What a {@link BottomBar} takes. */
export interface BottomBarProps {
  readonly section: Pick<SectionView, 'wordLimit' | 'words'>;
  /** Null until the text is here. */
  readonly length: Length | null;
  readonly editor: Editor;
  /** Null where nothing is saved: in reading. */
  readonly saveWord: SaveWord | null;
  /** How the text comes and goes; null while it does not. */
  readonly road: Road | null;
  readonly present: readonly PresentAt[];
  readonly follow: Follow;
  readonly readerId: string;
}

/** Below the text: its length, what is left to be done, whether it is saved, who is here, its language. */
export function BottomBar(props: BottomBarProps) {
  const { section, length, editor, saveWord, road, present, follow, readerId } = props;
  const text = useSectionText();
  return (
    <footer className={classes.foot} aria-label={text('foot.label')} data-chrome="" data-foot="">
      <LengthLine length={length ?? nothingMeasured(section.words)} limit={section.wordLimit} />
      {length && <LeftoversMenu leftovers={length.leftovers} editor={editor} />}
      <span className={classes.save}>{saveWord && <SaveLine word={saveWord} />}</span>
      <span className={classes.road} role="status">
        {road === 'http' && text('foot.plain_http')}
      </span>
      <PresenceMenu present={present} follow={follow} readerId={readerId} />
      <span className={classes.language}>{text('foot.language')}</span>
    </footer>
  );
}

/** What the server counted last, until the text itself is here. */
const nothingMeasured = (words: number): Length => ({ words, ifAccepted: words, leftovers: [] });

function LengthLine({ length, limit }: { readonly length: Length; readonly limit: number | null }) {
  const text = useSectionText();
  const format = useFormat();
  const { words, ifAccepted } = length;
  const differs = words !== ifAccepted;
  const accepted = format.number(ifAccepted);
  const aside = differs && <span className={classes.accepted}>{text('foot.if_accepted', { accepted })}</span>;
  if (limit === null)
    return (
      <span className={classes.words}>
        {text('foot.words', { words })} {aside}
      </span>
    );
  const used = format.number(words);
  const limitText = format.number(limit);
  const near = limitNearness(words, limit);
  return (
    <span className={classes.length}>
      <span className={classes.meter}>
        <LimitMeter
          used={words}
          limit={limit}
          usedText={used}
          limitText={limitText}
          sentence={text(differs ? 'foot.meter_both' : 'sections.meter', {
            used,
            limit: limitText,
            near,
            accepted,
          })}
        />
      </span>
      {aside}
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
