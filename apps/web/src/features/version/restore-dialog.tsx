import { restoreVersion, type VersionBrief } from '@concordat/contracts';
import { ConfirmDialog, sayStatus } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { useComparing } from './comparing.js';
import { useVersionText } from './version-text.js';
import { useVersionWords } from './use-version-words.js';

/** Asks before a version is brought back, and says what will stay. */
export function RestoreDialog({
  sectionId,
  version,
  onClose,
}: {
  readonly sectionId: string;
  readonly version: VersionBrief;
  readonly onClose: () => void;
}) {
  const say = useVersionText();
  const format = useFormat();
  const { nameOf } = useVersionWords();
  const [, compare] = useComparing(sectionId);
  const when = format.stamp(version.at);
  const restore = useEndpointMutation(restoreVersion, {
    onSuccess: () => {
      sayStatus({ text: say('restore.done', { when }) });
      compare(null);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={say('restore.title', { name: nameOf(version), when })}
      confirmLabel={say('restore.submit')}
      pendingLabel={say('restore.sending')}
      cancelLabel={say('restore.keep')}
      isPending={restore.isPending}
      onConfirm={() => restore.mutate({ params: { sectionId, versionId: version.id } })}
    >
      <p>{say('restore.text')}</p>
      <RefusalBanner refusal={restore.error} title={say('restore.refused')} />
    </ConfirmDialog>
  );
}
