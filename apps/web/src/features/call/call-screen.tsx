import { type CallView, type CutOffView, listTemplates, readCall } from '@concordat/contracts';
import {
  Button,
  ButtonLink,
  type Column,
  DataTable,
  DefinitionList,
  Mark,
  ScreenHead,
  Section,
} from '@concordat/ui';
import { useState } from 'react';
import { addresses } from '../../platform/addresses.js';
import { useFormat } from '../../platform/format.js';
import { useAddressPart } from '../../platform/place.js';
import { useEndpointData } from '../../platform/query.js';
import { CutOffDialog } from './add-cut-off-dialog.js';
import classes from './call.module.css';
import { useCallText } from './call-text.js';
import { EditCallDialog } from './edit-call-dialog.js';
import { MoveCutOffDialog } from './move-cut-off-dialog.js';
import { Unsure } from './unsure.js';

type Asked = { readonly kind: 'add' | 'edit' } | { readonly kind: 'move'; readonly cutOff: CutOffView };

/** A call with its cut-offs, and every time one of them moved. */
export function CallScreen() {
  const call = useEndpointData(readCall, { params: { callId: useAddressPart('callId') } });
  const [asked, ask] = useState<Asked | null>(null);
  const say = useCallText();
  const format = useFormat();
  const next = call.cutOffs.find(({ state }) => state === 'upcoming');
  const close = () => ask(null);
  return (
    <>
      <ScreenHead
        title={call.identifier}
        lede={`${call.title}. ${say('call.lede', { count: call.cutOffs.length, next: next ? format.moment(next.moment) : 'none' })}`}
        actions={
          call.abilities['proposal.found'] && next ? (
            <ButtonLink kind="main" href={addresses.newProposal()}>
              {say('call.found')}
            </ButtonLink>
          ) : undefined
        }
      />
      <Section
        title={say('call.cut_offs')}
        rule="bare"
        actions={
          call.abilities['call.write'] && call.origin !== 'historical' ? (
            <Button icon="plus" onPress={() => ask({ kind: 'add' })}>
              {say('call.add_cut_off')}
            </Button>
          ) : undefined
        }
      >
        <CutOffTable call={call} onMove={(cutOff) => ask({ kind: 'move', cutOff })} />
      </Section>
      <Moves cutOffs={call.cutOffs} />
      <About call={call} onEdit={() => ask({ kind: 'edit' })} />
      {asked?.kind === 'add' && <CutOffDialog call={call} onClose={close} />}
      {asked?.kind === 'edit' && <EditCallDialog call={call} onClose={close} />}
      {asked?.kind === 'move' && <MoveCutOffDialog cutOff={asked.cutOff} onClose={close} />}
    </>
  );
}

function CutOffTable({ call, onMove }: { call: CallView; onMove: (cutOff: CutOffView) => void }) {
  const say = useCallText();
  const format = useFormat();
  const mayMove = (cutOff: CutOffView) =>
    call.abilities['cut_off.move'] === true && cutOff.state === 'upcoming';
  const columns: Column<CutOffView>[] = [
    {
      id: 'number',
      head: say('call.column.number'),
      entryLabel: say('call.column.number'),
      cell: ({ number }) => number,
    },
    {
      id: 'closes',
      head: say('call.column.closes'),
      isRowHeader: true,
      cell: (cutOff) => (
        <>
          {format.moment(cutOff.moment)} <Unsure fact={cutOff} />
          {!cutOff.timeVerified && cutOff.verified && (
            <Unsure fact={{ verified: false, sources: cutOff.sources }} words={say('unsure.time')} />
          )}
        </>
      ),
    },
    {
      id: 'label',
      head: say('call.column.label'),
      entryLabel: say('call.column.label'),
      cell: ({ moment }) => moment.label ?? <span className={classes.soft}>{say('call.no_label')}</span>,
    },
    {
      id: 'state',
      head: say('call.column.state'),
      isNowrap: true,
      cell: ({ state }) => (
        <Mark kind={state === 'upcoming' ? 'reading' : 'none'}>{say(`cut_off.state.${state}`)}</Mark>
      ),
    },
    {
      id: 'move',
      head: say('call.column.act'),
      isHeadHidden: true,
      align: 'end',
      cell: (cutOff) =>
        mayMove(cutOff) ? (
          <Button size="dense" onPress={() => onMove(cutOff)}>
            {say('call.move')}
          </Button>
        ) : null,
    },
  ];
  return (
    <DataTable
      caption={say('call.cut_offs')}
      columns={columns}
      rows={call.cutOffs}
      rowKey={({ id }) => id}
      rhythm="middle"
    />
  );
}

/** Every move, the newest first; nothing where none was moved. */
function Moves({ cutOffs }: { cutOffs: readonly CutOffView[] }) {
  const say = useCallText();
  const format = useFormat();
  const moves = cutOffs
    .flatMap(({ moves, moment }) => moves.map((move) => ({ ...move, zone: moment.zone })))
    .reverse();
  if (moves.length === 0) return null;
  return (
    <Section title={say('call.moves')} meta={moves.length}>
      <ul className={classes.moves}>
        {moves.map(({ from, to, movedAt, reason, zone }) => (
          <li key={movedAt}>
            {say('call.moved', {
              when: format.stamp(movedAt),
              from: format.moment({ at: from, zone }),
              to: format.moment({ at: to, zone }),
              reason,
            })}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function About({ call, onEdit }: { call: CallView; onEdit: () => void }) {
  const { templates } = useEndpointData(listTemplates, {});
  const say = useCallText();
  const format = useFormat();
  const day = (date: string | null) =>
    date === null ? say('call.no_date') : format.day({ at: `${date}T12:00:00Z`, zone: call.zone });
  const template = templates.find(({ key }) => key === call.templateKey);
  return (
    <Section
      title={say('call.about')}
      actions={
        call.abilities['call.write'] && call.origin !== 'historical' ? (
          <Button kind="quiet" onPress={onEdit}>
            {say('call.edit')}
          </Button>
        ) : undefined
      }
    >
      <DefinitionList
        items={[
          { id: 'authority', term: say('call.authority'), value: call.authority },
          { id: 'kind', term: say('call.kind'), value: say(`calls.kind.${call.kind}`) },
          { id: 'opens', term: say('call.opens'), value: day(call.opensOn) },
          { id: 'closes', term: say('call.closes'), value: day(call.closesOn) },
          // History was written on the authority's own form, not on ours.
          ...(call.origin === 'historical'
            ? []
            : [{ id: 'template', term: say('call.template'), value: template?.title ?? call.templateKey }]),
        ]}
      />
    </Section>
  );
}
