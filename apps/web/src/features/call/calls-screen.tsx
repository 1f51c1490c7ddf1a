import { type CallLine, listCalls } from '@concordat/contracts';
import {
  ButtonLink,
  type Column,
  DataTable,
  EmptyState,
  Mark,
  ScreenHead,
  Section,
  TextLink,
} from '@concordat/ui';
import { addresses } from '../../platform/addresses.js';
import { useFormat } from '../../platform/format.js';
import { useEndpointData } from '../../platform/query.js';
import classes from './call.module.css';
import { useCallText } from './call-text.js';
import { Unsure } from './unsure.js';

/** Every call of the installation; officers make new ones from here. */
export function CallsScreen() {
  const { calls, abilities } = useEndpointData(listCalls, {});
  const say = useCallText();
  const format = useFormat();
  const next = calls.find(({ nextCutOff }) => nextCutOff !== null)?.nextCutOff;
  const make = abilities['call.write'] ? (
    <ButtonLink href="/calls/new" kind="main" icon="plus">
      {say('calls.make')}
    </ButtonLink>
  ) : undefined;
  return (
    <>
      <ScreenHead
        title={say('calls.title')}
        lede={say('calls.lede', {
          open: calls.filter(({ state }) => state === 'open').length,
          next: next ? format.moment(next) : 'none',
        })}
        actions={calls.length > 0 ? make : undefined}
      />
      {calls.length === 0 ? (
        <EmptyState title={say('calls.empty.title')} action={make} level={2}>
          {say(abilities['call.write'] ? 'calls.empty.text.officer' : 'calls.empty.text.others')}
        </EmptyState>
      ) : (
        <Section title={say('calls.heading')} rule="bare">
          <CallsTable calls={calls} />
        </Section>
      )}
    </>
  );
}

function CallsTable({ calls }: { calls: readonly CallLine[] }) {
  const say = useCallText();
  const format = useFormat();
  const columns: Column<CallLine>[] = [
    {
      id: 'call',
      head: say('calls.column.call'),
      isRowHeader: true,
      cell: (call) => (
        <>
          <TextLink href={addresses.call(call.id)} tone="ink" className={classes.name}>
            {call.identifier}
          </TextLink>
          <div className={classes.soft}>
            {call.title} {call.origin !== 'own' && <b>{say(`calls.origin.${call.origin}`)}</b>}{' '}
            <Unsure fact={call} />
          </div>
        </>
      ),
    },
    {
      id: 'authority',
      head: say('calls.column.authority'),
      entryLabel: say('calls.column.authority'),
      cell: ({ authority }) => authority,
    },
    {
      id: 'state',
      head: say('calls.column.state'),
      isNowrap: true,
      cell: ({ state }) => (
        <Mark kind={state === 'open' ? 'reading' : 'none'}>{say(`calls.state.${state}`)}</Mark>
      ),
    },
    {
      id: 'next',
      head: say('calls.column.next'),
      entryLabel: say('calls.column.next'),
      cell: ({ nextCutOff }) =>
        nextCutOff ? format.moment(nextCutOff) : <span className={classes.soft}>{say('calls.no_next')}</span>,
    },
  ];
  return (
    <DataTable
      caption={say('calls.heading')}
      columns={columns}
      rows={calls}
      rowKey={({ id }) => id}
      rhythm="roomy"
    />
  );
}
