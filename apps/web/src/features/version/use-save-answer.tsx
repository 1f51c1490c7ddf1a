import { listVersions, type SectionView } from '@concordat/contracts';
import { sayStatus } from '@concordat/ui';
import { useState, type ReactNode } from 'react';
import { lazyWindow } from '../../platform/lazy-part.js';
import { useEndpoint } from '../../platform/query.js';
import { useVersionText } from './version-text.js';

const NameDialog = lazyWindow(async () => (await import('./name-dialog.js')).NameDialog);

/** Answers Ctrl+S where everything is saved: that it is, and whether this state of the text should have a name. */
export function useSaveAnswer({ id: sectionId }: Pick<SectionView, 'id'>): {
  readonly answerSave: () => void;
  readonly nameDialog: ReactNode;
} {
  const say = useVersionText();
  const { data } = useEndpoint(listVersions, { params: { sectionId } });
  const [isNaming, setNaming] = useState(false);
  const mayName = data?.abilities['version.name'] === true;
  return {
    answerSave: () =>
      sayStatus(
        mayName
          ? { text: say('save.ask'), act: { label: say('save.name'), onAct: () => setNaming(true) } }
          : { text: say('save.already') },
      ),
    nameDialog: isNaming && <NameDialog sectionId={sectionId} onClose={() => setNaming(false)} />,
  };
}
