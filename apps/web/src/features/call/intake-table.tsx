import type { IntakeProposal } from '@concordat/contracts';
import { type Column, DataTable, EmptyState, Mark, Plate, Plates, Who } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import classes from './call.module.css';
import { useCallText } from './call-text.js';
import { Unsure } from './unsure.js';

/** The proposals of a closed cut-off, a line each. */
export function IntakeTable({ proposals }: { proposals: readonly IntakeProposal[] }) {
  const say = useCallText();
  const words = useWords();
  const format = useFormat();
  const noneSure = proposals.length > 0 && proposals.every(({ callVerified }) => !callVerified);
  const received: Column<IntakeProposal> = {
    id: 'received',
    head: say('intake.column.received'),
    entryLabel: say('intake.column.received'),
    cell: ({ submittedAt }) =>
      submittedAt === null ? (
        <span className={classes.soft}>{say('intake.not_recorded')}</span>
      ) : (
        format.stamp(submittedAt)
      ),
  };
  const columns: Column<IntakeProposal>[] = [
    {
      id: 'lead',
      head: say('intake.column.lead'),
      isRowHeader: true,
      cell: ({ lead }) => (
        <Who plate={{ code: lead.code, name: lead.name, kind: 'lead' }}>
          <b>{format.state(lead.code)}</b>
        </Who>
      ),
    },
    {
      id: 'partners',
      head: say('intake.column.partners'),
      entryLabel: say('intake.column.partners'),
      cell: ({ partners }) =>
        partners.length === 0 ? (
          <span className={classes.soft}>{say('intake.alone')}</span>
        ) : (
          <Plates>
            {partners.map(({ code, name }) => (
              <Plate key={code} code={code} name={name} />
            ))}
          </Plates>
        ),
    },
    {
      id: 'proposal',
      head: say('intake.column.proposal'),
      cell: (proposal) => (
        <>
          <span className={classes.serif}>{proposal.title}</span> <Unsure fact={proposal} />
        </>
      ),
    },
    {
      id: 'entity',
      head: say('intake.column.entity'),
      entryLabel: say('intake.column.entity'),
      cell: ({ hostingEntity }) =>
        hostingEntity ?? <span className={classes.soft}>{say('intake.no_entity')}</span>,
    },
    {
      id: 'call',
      head: say('intake.column.call'),
      entryLabel: say('intake.column.call'),
      cell: ({ callIdentifier, callVerified }) =>
        callIdentifier === null ? (
          <span className={classes.soft}>{say('intake.no_call')}</span>
        ) : (
          <>
            <span className={classes.code}>{callIdentifier}</span>{' '}
            <Unsure fact={{ verified: callVerified, sources: [] }} />
          </>
        ),
    },
    ...(proposals.some(({ submittedAt }) => submittedAt !== null) ? [received] : []),
    {
      id: 'outcome',
      head: say('intake.column.outcome'),
      isNowrap: true,
      cell: ({ state }) => (
        <Mark kind={state === 'selected' ? 'approved' : 'none'}>{words(`proposal_state.${state}`)}</Mark>
      ),
    },
  ];
  return (
    <>
      <DataTable
        caption={say('intake.proposals')}
        columns={columns}
        rows={proposals}
        rowKey={({ id }) => id}
        empty={<EmptyState title={say('intake.none.title')}>{say('intake.none.text')}</EmptyState>}
      />
      {noneSure && (
        <p className={classes.note}>
          {say('intake.calls_unsure')} <Unsure fact={{ verified: false, sources: [] }} />.
        </p>
      )}
    </>
  );
}
