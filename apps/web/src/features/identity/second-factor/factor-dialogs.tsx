import {
  addPasskey,
  confirmApp,
  offerApp,
  offerPasskey,
  type PasskeyLine,
  removeApp,
  removePasskey,
  RenamePasskey,
  renamePasskey,
  renewRecoveryCodes,
} from '@concordat/contracts';
import { Button, ConfirmDialog, Dialog, TextField } from '@concordat/ui';
import type { ReactNode } from 'react';
import { call } from '../../../platform/client.js';
import { FormDialog } from '../../../platform/form-dialog.js';
import { FormField, useContractForm } from '../../../platform/form.js';
import { useEndpointMutation } from '../../../platform/query.js';
import { RefusalBanner } from '../../../platform/refusal-banner.js';
import { useIdentityText } from '../text.js';
import { AppSetUp } from './app-set-up.js';
import { PasskeySetUp } from './passkey-set-up.js';
import { RecoveryCodeList } from './recovery-code-list.js';
import classes from './second-factor.module.css';

/** What a person wants to do with their second factors. */
export type AskedOfFactors =
  | { readonly what: 'app' | 'passkey' | 'remove_app' | 'renew' }
  | { readonly what: 'rename' | 'remove_passkey'; readonly passkey: PasskeyLine }
  | { readonly what: 'codes'; readonly codes: readonly string[] };

interface DialogProps {
  readonly onClose: () => void;
  /** Recovery codes were made and are to be shown. */
  readonly onCodes: (codes: readonly string[]) => void;
}

/** The dialog for what is asked. */
export function FactorDialogs({ asked, ...props }: DialogProps & { readonly asked: AskedOfFactors }) {
  switch (asked.what) {
    case 'app':
      return <AppDialog {...props} />;
    case 'passkey':
      return <PasskeyDialog {...props} />;
    case 'rename':
      return <RenameDialog {...props} passkey={asked.passkey} />;
    case 'remove_app':
      return <RemoveApp {...props} />;
    case 'remove_passkey':
      return <RemovePasskey {...props} passkey={asked.passkey} />;
    case 'renew':
      return <RenewDialog {...props} />;
    case 'codes':
      return <CodesDialog {...props} codes={asked.codes} />;
  }
}

function AppDialog({ onClose, onCodes }: DialogProps) {
  const say = useIdentityText();
  const confirm = useEndpointMutation(confirmApp);
  return (
    <Frame title={say('app.dialog')} onClose={onClose}>
      <AppSetUp
        offer={() => call(offerApp, {})}
        confirm={(body) => confirm.mutateAsync({ body })}
        onAdded={(codes) => (codes === null ? onClose() : onCodes(codes))}
      />
    </Frame>
  );
}

function PasskeyDialog({ onClose, onCodes }: DialogProps) {
  const say = useIdentityText();
  const add = useEndpointMutation(addPasskey);
  return (
    <Frame title={say('passkey.dialog')} onClose={onClose}>
      <PasskeySetUp
        offer={() => call(offerPasskey, {})}
        add={(body) => add.mutateAsync({ body })}
        onAdded={(codes) => (codes === null ? onClose() : onCodes(codes))}
      />
    </Frame>
  );
}

function Frame({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const say = useIdentityText();
  return (
    <Dialog
      isOpen
      mustAnswer
      onClose={onClose}
      title={title}
      actions={<Button onPress={onClose}>{say('people.cancel')}</Button>}
    >
      {children}
    </Dialog>
  );
}

function RenameDialog({ onClose, passkey }: DialogProps & { readonly passkey: PasskeyLine }) {
  const say = useIdentityText();
  const rename = useEndpointMutation(renamePasskey);
  const { control, ...sending } = useContractForm(RenamePasskey, {
    defaultValues: { name: passkey.name },
    send: (body) => rename.mutateAsync({ params: { passkeyId: passkey.id }, body }),
    onSent: onClose,
  });
  return (
    <FormDialog
      {...sending}
      onClose={onClose}
      title={say('passkey.rename_of', { name: passkey.name })}
      submitLabel={say('passkey.rename')}
      pendingLabel={say('profile.saving')}
    >
      <FormField control={control} name="name">
        {(field) => <TextField {...field} autoFocus autoComplete="off" label={say('passkey.name')} />}
      </FormField>
    </FormDialog>
  );
}

function RemoveApp({ onClose }: DialogProps) {
  const say = useIdentityText();
  const remove = useEndpointMutation(removeApp, { onSuccess: onClose });
  return (
    <ConfirmDialog
      isOpen
      kind="danger"
      onClose={onClose}
      title={say('app.remove_question')}
      confirmLabel={say('factor.remove')}
      cancelLabel={say('factor.keep')}
      isPending={remove.isPending}
      pendingLabel={say('factor.removing')}
      onConfirm={() => remove.mutate({})}
    >
      {say('app.remove_text')}
      <RefusalBanner refusal={remove.error} title={say('factor.refused')} />
    </ConfirmDialog>
  );
}

function RemovePasskey({ onClose, passkey }: DialogProps & { readonly passkey: PasskeyLine }) {
  const say = useIdentityText();
  const remove = useEndpointMutation(removePasskey, { onSuccess: onClose });
  return (
    <ConfirmDialog
      isOpen
      kind="danger"
      onClose={onClose}
      title={say('passkey.remove_question', { name: passkey.name })}
      confirmLabel={say('factor.remove')}
      cancelLabel={say('factor.keep')}
      isPending={remove.isPending}
      pendingLabel={say('factor.removing')}
      onConfirm={() => remove.mutate({ params: { passkeyId: passkey.id } })}
    >
      {say('passkey.remove_text')}
      <RefusalBanner refusal={remove.error} title={say('factor.refused')} />
    </ConfirmDialog>
  );
}

function RenewDialog({ onClose, onCodes }: DialogProps) {
  const say = useIdentityText();
  const renew = useEndpointMutation(renewRecoveryCodes, {
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={say('codes.renew_question')}
      confirmLabel={say('codes.renew')}
      cancelLabel={say('codes.keep')}
      isPending={renew.isPending}
      pendingLabel={say('codes.renewing')}
      onConfirm={() => renew.mutate({})}
    >
      {say('codes.renew_text')}
      <RefusalBanner refusal={renew.error} title={say('factor.refused')} />
    </ConfirmDialog>
  );
}

/** Shown once; leaving it is the person's own word that they have kept them. */
function CodesDialog({ onClose, codes }: DialogProps & { readonly codes: readonly string[] }) {
  const say = useIdentityText();
  return (
    <Dialog isOpen mustAnswer size="wide" onClose={onClose} title={say('codes.title')} actions={null}>
      <div className={classes.setUp}>
        <p>{say('codes.text')}</p>
        <RecoveryCodeList codes={codes} onKept={onClose} />
      </div>
    </Dialog>
  );
}
