import { IntakeQuery, type IntakeView, readIntake } from '@concordat/contracts';
import {
  ButtonLink,
  CopyField,
  EmptyState,
  KeyValue,
  Plate,
  Plates,
  ScreenHead,
  Section,
  Select,
} from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useAddressSearch } from '../../platform/place.js';
import { useEndpointData } from '../../platform/query.js';
import classes from './call.module.css';
import { useCallText } from './call-text.js';
import { IntakeTable } from './intake-table.js';
import { Letters } from './letters.js';

const search = IntakeQuery.catch({});

/** What came in by a cut-off, counted from the proposals and letters themselves. */
export function IntakeScreen() {
  const [{ cutOffId }, change] = useAddressSearch(search);
  const view = useEndpointData(readIntake, { query: cutOffId === undefined ? {} : { cutOffId } });
  const say = useCallText();
  if (view.cutOff === null)
    return (
      <>
        <ScreenHead title={say('intake.title')} lede={say('intake.lede.none')} />
        <EmptyState
          title={say('intake.empty.title')}
          level={2}
          action={<ButtonLink href="/calls/new">{say('calls.make')}</ButtonLink>}
        >
          {say('intake.empty.text')}
        </EmptyState>
      </>
    );
  return (
    <>
      <ScreenHead
        title={say('intake.title')}
        lede={<IntakeLede view={view} />}
        actions={<Dates view={view} />}
      />
      <Section
        title={say('intake.proposals')}
        rule="bare"
        actions={<CutOffChoice view={view} onChoose={(chosen) => change({ cutOffId: chosen })} />}
      >
        {view.closed ? (
          <IntakeTable proposals={view.proposals} />
        ) : (
          <EmptyState title={say('intake.ahead.title')}>{say('intake.ahead.text')}</EmptyState>
        )}
      </Section>
      {view.closed && (
        <div className={classes.halves}>
          <div>
            <Section title={say('intake.announcement')} meta={say('intake.announcement.meta')}>
              <CopyField
                label={say('intake.sentence')}
                value={view.announcement}
                copyLabel={say('intake.copy')}
                copiedLabel={say('intake.copied')}
                failedLabel={say('intake.copy_failed')}
                voice="prose"
              />
            </Section>
            <Letters view={view} cutOffId={view.cutOff.id} mayRecord={view.cutOff.origin !== 'historical'} />
          </div>
          <StatesCounted view={view} />
        </div>
      )}
    </>
  );
}

/** What came in, counted; before the cut-off, that it is ahead. */
function IntakeLede({ view }: { view: IntakeView }) {
  const say = useCallText();
  const format = useFormat();
  const { proposals, memberStates, otherStates, statesInAll } = view.counts;
  if (view.closed || view.cutOff === null)
    return say('intake.lede.received', {
      proposals,
      states: statesInAll,
      memberStates: memberStates.length,
      otherStates: otherStates.length,
    });
  return say('intake.lede.before', { when: format.moment(view.cutOff.moment) });
}

function Dates({ view: { cutOff, closed } }: { view: IntakeView }) {
  const say = useCallText();
  const format = useFormat();
  if (cutOff === null) return null;
  const { moment, announcedOn, resultAnnouncedOn } = cutOff;
  const day = (date: string) => format.day({ at: `${date}T12:00:00Z`, zone: moment.zone });
  return (
    <p className={classes.dates}>
      {say(closed ? 'intake.closed' : 'intake.closes', { when: format.moment(moment) })}
      {announcedOn !== null && <span>{say('intake.announced', { date: day(announcedOn) })}</span>}
      {resultAnnouncedOn !== null && <span>{say('intake.decided', { date: day(resultAnnouncedOn) })}</span>}
    </p>
  );
}

function CutOffChoice({ view, onChoose }: { view: IntakeView; onChoose: (cutOffId: string) => void }) {
  const say = useCallText();
  const format = useFormat();
  return (
    <Select
      label={say('intake.cut_off')}
      isLabelHidden
      size="dense"
      value={view.cutOff?.id ?? null}
      onChange={(id) => id !== null && onChoose(id)}
      options={view.cutOffs.map(({ id, number, calls, moment }) => ({
        id,
        label: `${format.day(moment)}, ${say('intake.cut_off_option', { calls: calls.join(' + '), number })}`,
      }))}
    />
  );
}

function StatesCounted({ view: { counts } }: { view: IntakeView }) {
  const say = useCallText();
  const format = useFormat();
  const states = (codes: readonly string[]) => (
    <Plates>
      {codes.map((code) => (
        <Plate key={code} code={code} name={format.state(code)} />
      ))}
    </Plates>
  );
  return (
    <Section title={say('intake.states')} meta={say('intake.states.meta', { count: counts.statesInAll })}>
      <KeyValue
        items={[
          {
            id: 'proposals',
            term: say('intake.count.proposals', { count: counts.proposals }),
            value: counts.proposals,
          },
          {
            id: 'members',
            term: say('intake.count.member_states', { count: counts.memberStates.length }),
            value: counts.memberStates.length,
          },
          {
            id: 'others',
            term: say('intake.count.other_states', { count: counts.otherStates.length }),
            value: counts.otherStates.length,
          },
          {
            id: 'letters',
            term: say('intake.count.letters', { count: counts.letters.length }),
            value: counts.letters.length,
          },
        ]}
      />
      {counts.memberStates.length > 0 && (
        <>
          <h3 className={classes.kind}>{say('intake.member_states')}</h3>
          {states(counts.memberStates)}
        </>
      )}
      {counts.otherStates.length > 0 && (
        <>
          <h3 className={classes.kind}>{say('intake.other_states')}</h3>
          {states(counts.otherStates)}
        </>
      )}
    </Section>
  );
}
