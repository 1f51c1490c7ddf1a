import { AppCode, type AppOffer, type ConfirmApp, type FactorAdded } from '@concordat/contracts';
import { Button, CopyField, Loading, TextField } from '@concordat/ui';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { FormField, useContractForm } from '../../../platform/form.js';
import { RefusalBanner } from '../../../platform/refusal-banner.js';
import { RefusalError } from '../../../platform/refusal-error.js';
import { useIdentityText } from '../text.js';
import { QrCode } from './qr-code.js';
import classes from './second-factor.module.css';

/** What an {@link AppSetUp} takes; the two ways in, at sign-in and from the profile, differ in what they call. */
export interface AppSetUpProps {
  readonly offer: () => Promise<AppOffer>;
  readonly confirm: (answer: ConfirmApp) => Promise<FactorAdded>;
  readonly onAdded: (recoveryCodes: readonly string[] | null) => void;
}

const Code = z.strictObject({ code: AppCode });

/** Tells an authenticator app a secret, by camera or by hand, and has it prove that it took it. */
export function AppSetUp({ offer, confirm, onAdded }: AppSetUpProps) {
  const say = useIdentityText();
  const [offered, setOffered] = useState<AppOffer | null>(null);
  const [refusal, setRefusal] = useState<RefusalError | null>(null);
  const ask = useRef(offer);
  useEffect(() => {
    let isWanted = true;
    ask.current().then(
      (found) => isWanted && setOffered(found),
      (error: unknown) => {
        if (error instanceof RefusalError && isWanted) setRefusal(error);
      },
    );
    return () => {
      isWanted = false;
    };
  }, []);
  if (refusal) return <RefusalBanner refusal={refusal} title={say('factor.refused')} />;
  if (!offered) return <Loading label={say('app.loading')} rows={2} rowHeight="list" />;
  return <Offered offered={offered} confirm={confirm} onAdded={onAdded} />;
}

function Offered({
  offered,
  confirm,
  onAdded,
}: Omit<AppSetUpProps, 'offer'> & { readonly offered: AppOffer }) {
  const say = useIdentityText();
  const { control, submit, isSending, refusal } = useContractForm(Code, {
    defaultValues: { code: '' },
    send: ({ code }) => confirm({ offer: offered.offer, code }),
    onSent: ({ recoveryCodes }) => onAdded(recoveryCodes),
  });
  return (
    <form className={classes.setUp} onSubmit={(event) => void submit(event)} noValidate>
      <p>{say('app.scan')}</p>
      <QrCode text={offered.address} label={say('app.square')} />
      <CopyField
        label={say('app.secret')}
        value={offered.secret.replace(/.{4}(?=.)/g, '$& ')}
        copyLabel={say('made.copy')}
        copiedLabel={say('made.copied')}
        failedLabel={say('app.copy_failed')}
      />
      <FormField control={control} name="code">
        {(field) => (
          <TextField
            {...field}
            inputMode="numeric"
            autoComplete="one-time-code"
            label={say('app.code')}
            description={say('proof.code_help')}
          />
        )}
      </FormField>
      <RefusalBanner refusal={refusal} title={say('factor.refused')} />
      <div>
        <Button type="submit" kind="main" isPending={isSending} pendingLabel={say('proof.checking')}>
          {say('app.confirm')}
        </Button>
      </div>
    </form>
  );
}
