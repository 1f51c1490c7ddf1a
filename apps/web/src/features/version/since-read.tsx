import { listVersions } from '@concordat/contracts';
import { Button, Section } from '@concordat/ui';
import { lazy, Suspense, useState } from 'react';
import { useFormat } from '../../platform/format.js';
import { loadMessages } from '../../platform/i18n.js';
import { useEndpoint } from '../../platform/query.js';
import type { Comparing } from './comparing.js';
import { useVersionText } from './version-text.js';
import classes from './version.module.css';
import { feature } from './version.routes.js';

const ComparedText = lazy(async () => ({ default: (await import('./compared-text.js')).ComparedText }));

/** What changed in a section since the reader last read it, outside the editor. Nothing where nothing did. */
export const SinceRead = lazy(async () => {
  await loadMessages(feature);
  return { default: ChangedSinceRead };
});

function ChangedSinceRead({ sectionId, number }: { readonly sectionId: string; readonly number: string }) {
  const say = useVersionText();
  const format = useFormat();
  const { data } = useEndpoint(listVersions, { params: { sectionId } });
  const [comparing, compare] = useState<Comparing | null>(null);
  const lastRead = data?.lastRead;
  if (!lastRead?.isChanged && comparing === null) return null;
  return (
    <Section title={say('read.heading')}>
      {lastRead && <p className={classes.soft}>{say('read.changed', { when: format.stamp(lastRead.at) })}</p>}
      {comparing === null ? (
        <div className={classes.acts}>
          <Button onPress={() => compare({ from: 'read', to: 'now' })}>{say('read.show')}</Button>
        </div>
      ) : (
        <Suspense fallback={null}>
          <ComparedText sectionId={sectionId} number={number} comparing={comparing} onCompare={compare} />
        </Suspense>
      )}
    </Section>
  );
}
