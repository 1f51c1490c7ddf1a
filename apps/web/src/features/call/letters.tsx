import { type IntakeView, recordLetter, RecordLetter } from '@concordat/contracts';
import { Button, DateField, Mark, Plate, RuledItem, RuledList, Section, TextField } from '@concordat/ui';
import { useState } from 'react';
import { useFormat } from '../../platform/format.js';
import { FormDialog } from '../../platform/form-dialog.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
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
  const save = useEndpointMutation(recordLetter);
  const { control, ...sending } = useContractForm(RecordLetter, {
    defaultValues: { stateCode: '', intent: '', receivedOn: null },
    send: (body) => save.mutateAsync({ params: { cutOffId }, body }),
    onSent: onClose,
  });
  return (
    <FormDialog
      {...sending}
      onClose={onClose}
      title={say('letter.title')}
      submitLabel={say('letter.submit')}
      pendingLabel={say('letter.submitting')}
    >
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
    </FormDialog>
  );
}
