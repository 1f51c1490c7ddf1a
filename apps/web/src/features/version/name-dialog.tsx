import { NameVersion, nameVersion, renameVersion, type VersionBrief } from '@concordat/contracts';
import { sayStatus, TextField } from '@concordat/ui';
import { FormDialog } from '../../platform/form-dialog.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { useVersionText } from './version-text.js';

/** Gives the text as it stands, or a version that is kept already, a name. */
export function NameDialog({
  sectionId,
  version,
  onClose,
}: {
  readonly sectionId: string;
  readonly version?: VersionBrief;
  readonly onClose: () => void;
}) {
  const say = useVersionText();
  const make = useEndpointMutation(nameVersion);
  const rename = useEndpointMutation(renameVersion);
  const { control, submit, isSending, refusal } = useContractForm(NameVersion, {
    defaultValues: { name: version?.name ?? '' },
    send: (body) =>
      version
        ? rename.mutateAsync({ params: { sectionId, versionId: version.id }, body })
        : make.mutateAsync({ params: { sectionId }, body }),
    onSent: (_, { name }) => {
      sayStatus({ text: say('name.done', { name }) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={say(version && version.name !== '' ? 'name.title.again' : 'name.title')}
      submitLabel={say('name.submit')}
      pendingLabel={say('name.sending')}
      isSending={isSending}
      refusal={refusal}
      submit={submit}
      onClose={onClose}
    >
      <FormField control={control} name="name">
        {(field) => (
          <TextField {...field} label={say('name.label')} description={say('name.hint')} autoFocus />
        )}
      </FormField>
    </FormDialog>
  );
}
