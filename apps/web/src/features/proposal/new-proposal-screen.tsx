import { FoundProposal, foundProposal, type FoundingView, readFounding } from '@concordat/contracts';
import { Button, ButtonLink, Columns, EmptyState, FormColumn, ScreenHead } from '@concordat/ui';
import { useNavigate } from '@tanstack/react-router';
import { addresses } from '../../platform/addresses.js';
import { useContractForm } from '../../platform/form.js';
import { useEndpointData, useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { UnsavedGuard } from '../../platform/unsaved-guard.js';
import { CallFields, NameFields } from './founding-fields.js';
import classes from './portfolio-screen.module.css';
import { TimetablePreview } from './timetable-preview.js';
import { useProposalText } from './use-say.js';

/** Founds a proposal: call, cut-off, state, names; the timetable it gets stands beside the form. */
export function NewProposalScreen() {
  const say = useProposalText();
  const view = useEndpointData(readFounding, {});
  return (
    <>
      <ScreenHead title={say('founding.title')} lede={say('founding.lede')} />
      {view.calls.length > 0 ? (
        <NewProposal view={view} />
      ) : (
        <EmptyState
          title={say('founding.none.title')}
          action={<ButtonLink href={addresses.portfolio()}>{say('founding.none.back')}</ButtonLink>}
        >
          {say('founding.none.text')}
        </EmptyState>
      )}
    </>
  );
}

function NewProposal({ view }: { view: FoundingView }) {
  const say = useProposalText();
  const navigate = useNavigate();
  const found = useEndpointMutation(foundProposal);
  const [first] = view.calls.length === 1 ? view.calls : [];
  const { form, control, submit, isSending, refusal, isUnsaved } = useContractForm(FoundProposal, {
    defaultValues: {
      callId: first?.id ?? '',
      cutOffId: first?.cutOffs[0]?.id ?? '',
      acronym: '',
      title: '',
      stateCode: '',
      hostingEntity: '',
    },
    send: (body) => found.mutateAsync({ body }),
    onSent: ({ id }) => void navigate({ to: addresses.overview(id) }),
  });
  const call = view.calls.find(({ id }) => id === form.watch('callId'));
  const cutOff = call?.cutOffs.find(({ id }) => id === form.watch('cutOffId'));
  return (
    <Columns
      label={say('founding.timetable.heading')}
      aside={<TimetablePreview steps={cutOff?.timetable ?? []} say={say} />}
    >
      <UnsavedGuard isUnsaved={isUnsaved} />
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        <FormColumn>
          <CallFields
            calls={view.calls}
            call={call}
            control={control}
            onCall={(chosen) => form.setValue('cutOffId', chosen?.cutOffs[0]?.id ?? '')}
          />
          <NameFields hosts={cutOff?.hosts ?? []} control={control} />
          <RefusalBanner refusal={refusal} title={say('founding.refused')} />
          <Button
            type="submit"
            kind="main"
            size="large"
            isPending={isSending}
            pendingLabel={say('founding.founding')}
          >
            {say('founding.found')}
          </Button>
        </FormColumn>
      </form>
    </Columns>
  );
}
