import { listVersions, type VersionList, type VersionView } from '@concordat/contracts';
import { foldVersions, type VersionGroup } from '@concordat/domain';
import { Button, EmptyState, Loading, Notes } from '@concordat/ui';
import { useState } from 'react';
import { useEditorPlace } from '../../editor/editor-place.js';
import { useFormat } from '../../platform/format.js';
import { useEndpoint } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { useComparing } from './comparing.js';
import { NameDialog } from './name-dialog.js';
import { VersionNote } from './version-note.js';
import { useVersionText } from './version-text.js';
import classes from './version.module.css';

/** The versions of a section in the editor's margin, by day, and what changed since the reader last read it. */
export function HistoryPanel() {
  const say = useVersionText();
  const { section } = useEditorPlace();
  const [isNaming, setNaming] = useState(false);
  const { data, error } = useEndpoint(listVersions, { params: { sectionId: section.id } });
  if (error !== null && data === undefined)
    return <RefusalBanner refusal={error} title={say('panel.error')} />;
  if (data === undefined) return <Loading label={say('panel.loading')} rows={3} rowHeight="list" />;
  return (
    <div className={classes.panel}>
      <SinceRead list={data} />
      {data.abilities['version.name'] && data.seq > 0 && (
        <div className={classes.acts}>
          <Button icon="history" onPress={() => setNaming(true)}>
            {say('panel.name')}
          </Button>
        </div>
      )}
      {data.versions.length === 0 ? (
        <EmptyState title={say('panel.none.title')}>{say('panel.none.text')}</EmptyState>
      ) : (
        <Days versions={data.versions} />
      )}
      {isNaming && <NameDialog sectionId={section.id} onClose={() => setNaming(false)} />}
    </div>
  );
}

function SinceRead({ list: { lastRead, seq } }: { list: VersionList }) {
  const say = useVersionText();
  const format = useFormat();
  const { section } = useEditorPlace();
  const [, compare] = useComparing(section.id);
  if (seq === 0) return null;
  if (lastRead === null) return <p className={classes.soft}>{say('read.never')}</p>;
  const when = format.stamp(lastRead.at);
  if (!lastRead.isChanged) return <p className={classes.soft}>{say('read.same', { when })}</p>;
  return (
    <div className={classes.read}>
      <p>{say('read.changed', { when })}</p>
      <div className={classes.acts}>
        <Button kind="main" onPress={() => compare({ from: 'read', to: 'now' })}>
          {say('read.show')}
        </Button>
      </div>
    </div>
  );
}

function Days({ versions }: { versions: readonly VersionView[] }) {
  const say = useVersionText();
  const format = useFormat();
  const [active, setActive] = useState<string | null>(null);
  const dayOf = ({ at }: VersionView): string => format.stamp(at).replace(/,.*$/, '');
  const days = [...new Set(versions.map(dayOf))];
  const previousOf = ({ seq }: VersionView) => versions.find((other) => other.seq < seq);
  return days.map((day) => (
    <section key={day} className={classes.day}>
      <h3>{day}</h3>
      <Notes label={say('panel.list', { day })}>
        {foldVersions(versions.filter((version) => dayOf(version) === day)).map((group) => (
          <Group
            key={group.kind === 'single' ? group.version.id : (group.versions[0]?.id ?? '')}
            group={group}
            show={(version) => (
              <VersionNote
                key={version.id}
                version={version}
                previous={previousOf(version)}
                isActive={version.id === active}
                onActivate={() => setActive(version.id)}
              />
            )}
          />
        ))}
      </Notes>
    </section>
  ));
}

/** Versions that nobody asked for stay folded until they are wanted. */
function Group({
  group,
  show,
}: {
  group: VersionGroup<VersionView>;
  show: (version: VersionView) => React.ReactNode;
}) {
  const say = useVersionText();
  const [isOpen, setOpen] = useState(false);
  if (group.kind === 'single') return show(group.version);
  const count = group.versions.length;
  return (
    <>
      <li className={classes.folded}>
        <span>{say('version.folded', { count })}</span>
        <Button size="dense" kind="quiet" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {say(isOpen ? 'version.fold' : 'version.unfold')}
        </Button>
      </li>
      {isOpen && group.versions.map(show)}
    </>
  );
}
