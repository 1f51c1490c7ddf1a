import type { VersionView } from '@concordat/contracts';
import { Button, Note } from '@concordat/ui';
import { useState } from 'react';
import { useEditorPlace } from '../../editor/editor-place.js';
import { useFormat } from '../../platform/format.js';
import { useComparing } from './comparing.js';
import { NameDialog } from './name-dialog.js';
import { RestoreDialog } from './restore-dialog.js';
import { useVersionText } from './version-text.js';
import { useVersionWords } from './use-version-words.js';

/** What a {@link VersionNote} takes. */
export interface VersionNoteProps {
  readonly version: VersionView;
  /** The version of the text before it; without one it is compared with the empty beginning. */
  readonly previous: VersionView | undefined;
  readonly isActive: boolean;
  readonly onActivate: () => void;
}

/** A version: what it is, whose, when; in sight also what can be done with it. */
export function VersionNote({ version, previous, isActive, onActivate }: VersionNoteProps) {
  const say = useVersionText();
  const format = useFormat();
  const words = useVersionWords();
  const { section } = useEditorPlace();
  const [, compare] = useComparing(section.id);
  const [dialog, setDialog] = useState<'name' | 'restore' | null>(null);
  const { id, kind, name, at, by, restoredFrom, abilities } = version;
  const when = format.stamp(at);
  // The oval before it says which state.
  const who = by?.displayName ?? words.whoOf(null);
  const close = () => setDialog(null);
  return (
    <Note
      plate={words.plate(by)}
      who={words.nameOf(version)}
      when={when.replace(/^.*, /, '')}
      dateTime={at}
      isActive={isActive}
      onActivate={onActivate}
      activateLabel={say('version.show', { name: words.nameOf(version), when })}
      actions={
        <>
          <Button size="dense" onPress={() => compare({ from: id, to: 'now' })}>
            {say('version.since')}
          </Button>
          <Button size="dense" onPress={() => compare({ from: previous?.id ?? 'start', to: id })}>
            {say('version.before')}
          </Button>
          {abilities['version.rename'] && (
            <Button size="dense" onPress={() => setDialog('name')}>
              {say(name === '' ? 'version.give_name' : 'version.rename')}
            </Button>
          )}
          {abilities['version.restore'] && section.closedBecause === null && (
            <Button size="dense" icon="undo" onPress={() => setDialog('restore')}>
              {say('version.restore')}
            </Button>
          )}
          {dialog === 'name' && <NameDialog sectionId={section.id} version={version} onClose={close} />}
          {dialog === 'restore' && <RestoreDialog sectionId={section.id} version={version} onClose={close} />}
        </>
      }
    >
      {restoredFrom
        ? say('version.restored', {
            who,
            name: words.nameOf(restoredFrom),
            when: format.stamp(restoredFrom.at),
          })
        : name !== '' && kind !== 'named'
          ? say('version.step', { kind: say(`kind.${kind}`), who })
          : who}
    </Note>
  );
}
