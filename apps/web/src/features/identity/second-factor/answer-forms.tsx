import { AppCode, type Prove, TypedRecoveryCode } from '@concordat/contracts';
import { TextField } from '@concordat/ui';
import { z } from 'zod';
import { FormField, useContractForm } from '../../../platform/form.js';
import { useIdentityText } from '../text.js';
import { WideForm } from '../wide-form.js';

interface AnswerFormProps {
  readonly send: (answer: Prove) => Promise<void>;
  readonly verb: string;
  readonly refusedTitle: string;
}

const Code = z.strictObject({ code: AppCode });
const Recovery = z.strictObject({ code: TypedRecoveryCode });
const Password = z.strictObject({ password: z.string().min(1, 'Write your password.') });

/** The six figures that an app shows. */
export function CodeForm({ send, ...frame }: AnswerFormProps) {
  const say = useIdentityText();
  const { control, ...sending } = useContractForm(Code, {
    defaultValues: { code: '' },
    send: ({ code }) => send({ with: 'app', code }),
  });
  return (
    <WideForm {...frame} sending={sending} workingVerb={say('proof.checking')}>
      <FormField control={control} name="code">
        {(field) => (
          <TextField
            {...field}
            autoFocus
            size="large"
            inputMode="numeric"
            autoComplete="one-time-code"
            label={say('proof.code')}
            description={say('proof.code_help')}
          />
        )}
      </FormField>
    </WideForm>
  );
}

/** One code of the printed list. */
export function RecoveryForm({ send, ...frame }: AnswerFormProps) {
  const say = useIdentityText();
  const { control, ...sending } = useContractForm(Recovery, {
    defaultValues: { code: '' },
    send: ({ code }) => send({ with: 'recovery_code', code }),
  });
  return (
    <WideForm {...frame} sending={sending} workingVerb={say('proof.checking')}>
      <FormField control={control} name="code">
        {(field) => (
          <TextField
            {...field}
            autoFocus
            size="large"
            autoComplete="off"
            spellCheck="false"
            label={say('proof.recovery_code')}
            description={say('proof.recovery_code_help')}
          />
        )}
      </FormField>
    </WideForm>
  );
}

/** The password, of those who have nothing else. */
export function PasswordProof({ send, ...frame }: AnswerFormProps) {
  const say = useIdentityText();
  const { control, ...sending } = useContractForm(Password, {
    defaultValues: { password: '' },
    send: ({ password }) => send({ with: 'password', password }),
  });
  return (
    <WideForm {...frame} sending={sending} workingVerb={say('proof.checking')}>
      <FormField control={control} name="password">
        {(field) => (
          <TextField
            {...field}
            autoFocus
            type="password"
            size="large"
            autoComplete="current-password"
            label={say('sign_in.password')}
          />
        )}
      </FormField>
    </WideForm>
  );
}
