import { compareVersions, listVersions, noteReading, type ComparisonView } from '@concordat/contracts';
import { Button, IconButton, Loading, sayStatus, Select, type Option } from '@concordat/ui';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useEndpoint, useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import type { Comparing } from './comparing.js';
import { groupChanges } from './drawn-changes.js';
import { useChangeSentence } from './use-change-sentence.js';
import { useVersionText } from './version-text.js';
import { useVersionWords } from './use-version-words.js';
import classes from './version.module.css';

const DrawnText = lazy(async () => ({ default: (await import('./drawn-text.js')).DrawnText }));

/** What a {@link ComparedText} takes. */
export interface ComparedTextProps {
  readonly sectionId: string;
  readonly number: string;
  readonly comparing: Comparing;
  /** Compares something else, or nothing any more. */
  readonly onCompare: (wanted: Comparing | null) => void;
}

/** Two versions in one text, with a bar that says which, counts, and leads from change to change. */
export function ComparedText({ sectionId, number, comparing, onCompare }: ComparedTextProps) {
  const say = useVersionText();
  const { data, error } = useEndpoint(compareVersions, { params: { sectionId }, query: comparing });
  return (
    <div className={classes.comparison}>
      <div className={classes.bar} role="region" aria-label={say('compare.bar')}>
        <Sides sectionId={sectionId} comparing={comparing} onCompare={onCompare} />
        <div className={classes.acts}>
          {comparing.from === 'read' && <HaveRead sectionId={sectionId} onDone={() => onCompare(null)} />}
          <Button onPress={() => onCompare(null)}>{say('compare.close')}</Button>
        </div>
      </div>
      {error !== null && <RefusalBanner refusal={error} title={say('compare.error')} />}
      {data === undefined && error === null && <Loading label={say('compare.loading')} />}
      {data !== undefined && (
        <Difference
          key={`${data.from.seq} ${data.to.seq}`}
          sectionId={sectionId}
          comparison={data}
          label={say('compare.text', { number })}
        />
      )}
    </div>
  );
}

function Sides({ sectionId, comparing, onCompare }: Omit<ComparedTextProps, 'number'>) {
  const say = useVersionText();
  const { inFull } = useVersionWords();
  const { data } = useEndpoint(listVersions, { params: { sectionId } });
  const versions: Option[] = (data?.versions ?? []).map((version) => ({
    id: version.id,
    label: inFull(version),
  }));
  const from: Option[] = [
    ...(data?.lastRead ? [{ id: 'read', label: say('compare.read') }] : []),
    ...versions,
    { id: 'start', label: say('compare.start') },
  ];
  return (
    <div className={classes.sides}>
      <Select
        label={say('compare.from')}
        size="dense"
        options={from}
        value={comparing.from}
        onChange={(id) => id !== null && onCompare({ ...comparing, from: id })}
      />
      <Select
        label={say('compare.to')}
        size="dense"
        options={[{ id: 'now', label: say('compare.now') }, ...versions]}
        value={comparing.to}
        onChange={(id) => id !== null && onCompare({ ...comparing, to: id })}
      />
    </div>
  );
}

function HaveRead({ sectionId, onDone }: { sectionId: string; onDone: () => void }) {
  const say = useVersionText();
  const note = useEndpointMutation(noteReading, {
    onSuccess: () => {
      sayStatus({ text: say('read.noted') });
      onDone();
    },
  });
  return (
    <Button icon="check" isPending={note.isPending} onPress={() => note.mutate({ params: { sectionId } })}>
      {say('read.done')}
    </Button>
  );
}

function Difference({
  sectionId,
  comparison,
  label,
}: {
  sectionId: string;
  comparison: ComparisonView;
  label: string;
}) {
  const say = useVersionText();
  const words = useVersionWords();
  const sentenceOf = useChangeSentence(comparison);
  const groups = useMemo(() => groupChanges(comparison.changes), [comparison]);
  const [chosen, setChosen] = useState<number | null>(null);
  const { from, to, wordsAdded, wordsRemoved } = comparison;
  const count = groups.length;
  const go = (by: 1 | -1) =>
    setChosen(chosen === null ? (by === 1 ? 0 : count - 1) : (chosen + by + count) % count);
  const group = chosen === null ? undefined : groups[chosen];
  return (
    <>
      <h2 className={classes.title}>
        {say('compare.title', { from: words.sideOf(from), to: words.sideOf(to) })}
      </h2>
      {count === 0 ? (
        <p className={classes.soft}>{say('compare.same')}</p>
      ) : (
        <div className={classes.steps}>
          <IconButton icon="up" label={say('compare.previous')} onPress={() => go(-1)} />
          <IconButton icon="down" label={say('compare.next')} onPress={() => go(1)} />
          <p className={classes.sentence} role="status">
            <b>
              {chosen === null
                ? say('compare.count', { count })
                : say('compare.place', { at: chosen + 1, count })}
            </b>{' '}
            {group ? sentenceOf(group) : say('compare.counts', { added: wordsAdded, removed: wordsRemoved })}
          </p>
        </div>
      )}
      <p className={classes.soft}>{say('compare.base')}</p>
      <Suspense fallback={<Loading label={say('compare.loading')} />}>
        <DrawnText sectionId={sectionId} comparison={comparison} label={label} chosen={chosen} />
      </Suspense>
    </>
  );
}
