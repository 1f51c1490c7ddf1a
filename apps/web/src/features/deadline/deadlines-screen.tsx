import { type DeadlineList, type DeadlineView, listDeadlines } from '@concordat/contracts';
import { zoneCity } from '@concordat/domain';
import { Button, ScreenHead, Section, Timeline } from '@concordat/ui';
import { useState } from 'react';
import { timeLeftAt, useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { useAddressPart } from '../../platform/place.js';
import { useEndpointData } from '../../platform/query.js';
import { useServerNow } from '../../platform/time-left.js';
import { AddDialog, DoneDialog, EditDialog } from './deadline-dialogs.js';
import { Owner, Standing, useTitleOf, WhenNote } from './deadline-parts.js';
import { DeadlineTable } from './deadline-table.js';
import { useDeadlineText } from './deadline-text.js';
import classes from './deadline.module.css';
import { barsOf, scaleOf } from './plan-scale.js';

/** What is being asked about a deadline. */
export type Asked = { readonly what: 'edit' | 'done' | 'cancel'; readonly deadline: DeadlineView };

/** The planned moments of a proposal: drawn back from the cut-off, and as a list with every fact. */
export function DeadlinesScreen() {
  const proposalId = useAddressPart('proposalId');
  const view = useEndpointData(listDeadlines, { params: { proposalId } });
  const say = useDeadlineText();
  const format = useFormat();
  const now = useServerNow();
  const [isAdding, add] = useState(false);
  const [asked, ask] = useState<Asked | null>(null);
  const mayEdit = view.abilities['deadline.edit'] === true;
  const close = () => ask(null);
  const count = (standing: DeadlineView['standing']) =>
    view.deadlines.filter((each) => each.standing === standing && each.kind !== 'cut_off').length;
  return (
    <>
      <ScreenHead
        title={say('title')}
        lede={say('lede', {
          late: count('late'),
          done: count('done'),
          closed: new Date(view.cutOff.at) <= now ? 'yes' : 'no',
          left: timeLeftAt(format, view.cutOff.at, now),
        })}
        actions={
          mayEdit ? (
            <Button icon="plus" onPress={() => add(true)}>
              {say('add')}
            </Button>
          ) : undefined
        }
      />
      <Plan view={view} now={now} />
      <Section title={say('list.heading')} meta={say('list.meta', { count: view.deadlines.length })}>
        <DeadlineTable deadlines={view.deadlines} mayEdit={mayEdit} onAsk={ask} />
      </Section>
      {isAdding && (
        <AddDialog proposalId={proposalId} zone={view.cutOff.zone} now={now} onClose={() => add(false)} />
      )}
      {asked?.what === 'edit' && (
        <EditDialog proposalId={proposalId} deadline={asked.deadline} onClose={close} />
      )}
      {asked !== null && asked.what !== 'edit' && (
        <DoneDialog proposalId={proposalId} deadline={asked.deadline} how={asked.what} onClose={close} />
      )}
    </>
  );
}

function Plan({ view, now }: { view: DeadlineList; now: Date }) {
  const say = useDeadlineText();
  const words = useWords();
  const format = useFormat();
  const titleOf = useTitleOf();
  const shown = view.deadlines.filter(
    ({ standing, kind }) => standing !== 'cancelled' && kind !== 'section' && kind !== 'review_round',
  );
  if (shown.length === 0) return null;
  const cutOffAt = new Date(view.cutOff.at);
  const { zone } = view.cutOff;
  const scale = scaleOf(shown, cutOffAt, now);
  const dayOf = (date: Date) => format.day({ at: date, zone }).replace(/ \d{4}$/, '');
  return (
    <Section title={say('plan.heading')} meta={format.moment(view.cutOff)} rule="bare">
      <Timeline
        label={say('plan.heading')}
        heads={{
          step: say('plan.step'),
          moment: say('plan.when', { city: zoneCity(zone) }),
          state: say('plan.state'),
        }}
        axis={[
          ...scale.weeks
            .filter(({ at }) => Math.abs(at - scale.today) > 0.07 && Math.abs(at - scale.end) > 0.07)
            .map(({ at, date }) => ({ at, text: dayOf(date).replace(/^\S+ /, '') })),
          { at: scale.today, text: say('plan.today'), tone: 'today' as const },
          ...(Math.abs(scale.end - scale.today) > 0.07
            ? [{ at: scale.end, text: words('deadline_kind.cut_off'), tone: 'end' as const }]
            : []),
        ]}
        weeks={scale.weeks.map(({ at }) => at)}
        today={scale.today}
        end={scale.end}
        steps={shown.map((deadline) => ({
          id: deadline.id,
          title: titleOf(deadline),
          moment: say('plan.moment', {
            day: dayOf(new Date(deadline.moment.at)),
            time: format.time(deadline.moment),
          }),
          momentNote: <WhenNote deadline={deadline} />,
          bars: barsOf(deadline, scale, now),
          state: <Standing deadline={deadline} />,
          ...(deadline.owner !== null && { owner: <Owner deadline={deadline} /> }),
        }))}
      />
      <p className={classes.legend}>{say('plan.legend')}</p>
    </Section>
  );
}
