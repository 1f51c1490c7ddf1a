import { type IntakeView, recordLetter, RecordLetter } from '@concordat/contracts';
import {
  Button,
  DateField,
  Dialog,
  FormColumn,
  Mark,
  Plate,
  RuledItem,
  RuledList,
  Section,
  TextField,
} from '@concordat/ui';
import { useId, useState } from 'react';
import { useFormat } from '../../platform/format.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import classes from './call.module.css';
import { useCallText } from './call-text.js';
import { Unsure } from './unsure.js';

/** The letters of interest of a cut-off, and the recording of a further one. */
export function Letters({
  view,
  cutOffId,
  mayRecord,
}: {
  view: IntakeView;
  cutOffId: string;
  mayRecord: boolean;
}) {
  const say = useCallText();
  const format = useFormat();
  const [isRecording, record] = useState(false);
  return (
    <Section
      title={say('intake.letters')}
      meta={view.letters.length}
      actions={mayRecord ? <Button onPress={() => record(true)}>{say('intake.record')}</Button> : undefined}
    >
      {view.letters.length === 0 ? (
        <p className={classes.soft}>{say('intake.letters.none')}</p>
      ) : (
        <RuledList label={say('intake.letters')}>
          {view.letters.map((letter) => (
            <RuledItem key={letter.state.code}>
              <div className={classes.letter}>
                <Plate code={letter.state.code} name={letter.state.name} />
                <div>
                  <b>{format.state(letter.state.code)}</b>
                  <p className={classes.soft}>
                    {say('intake.letter.wants', { intent: letter.intent })} <Unsure fact={letter} />
                  </p>
                </div>
                <Mark kind="approved">{say('intake.letter.recorded')}</Mark>
              </div>
            </RuledItem>
          ))}
        </RuledList>
      )}
      {isRecording && <LetterDialog cutOffId={cutOffId} onClose={() => record(false)} />}
    </Section>
  );
}

function LetterDialog({ cutOffId, onClose }: { cutOffId: string; onClose: () => void }) {
  const say = useCallText();
  const formId = useId();
  const save = useEndpointMutation(recordLetter);
  const { control, submit, isSending, refusal } = useContractForm(RecordLetter, {
    defaultValues: { stateCode: '', intent: '', receivedOn: null },
    send: (body) => save.mutateAsync({ params: { cutOffId }, body }),
    onSent: onClose,
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('letter.title')}
      actions={
        <>
          <Button onPress={onClose}>{say('dialog.keep')}</Button>
          <Button
            type="submit"
            form={formId}
            kind="main"
            isPending={isSending}
            pendingLabel={say('letter.submitting')}
          >
            {say('letter.submit')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)} noValidate>
        <FormColumn>
          <FormField control={control} name="stateCode">
            {({ onChange, ...field }) => (
              <TextField
                {...field}
                label={say('letter.state')}
                maxLength={2}
                onChange={(code) => onChange(code.toUpperCase())}
              />
            )}
          </FormField>
          <FormField control={control} name="intent">
            {(field) => (
              <TextField {...field} label={say('letter.intent')} description={say('letter.intent.help')} />
            )}
          </FormField>
          <FormField control={control} name="receivedOn">
            {({ onChange, value, ...field }) => (
              <DateField
                {...field}
                label={say('letter.received')}
                hint={say('make.optional')}
                value={value ?? null}
                onChange={onChange}
              />
            )}
          </FormField>
          <RefusalBanner refusal={refusal} title={say('letter.refused')} />
        </FormColumn>
      </form>
    </Dialog>
  );
}
