import type { DeadlineView } from '@concordat/contracts';
import { DAY } from '@concordat/domain';
import type { TimelineBar } from '@concordat/ui';

/** The stretch of time a plan is drawn on, and where its lines stand, as shares of it. */
export interface PlanScale {
  readonly share: (at: Date) => number;
  readonly weeks: readonly { readonly at: number; readonly date: Date }[];
  readonly today: number;
  readonly end: number;
}

const week = 7 * DAY;

/** A scale from a week before the first deadline to some days after the last, today included. */
export function scaleOf(deadlines: readonly DeadlineView[], cutOffAt: Date, now: Date): PlanScale {
  const moments = [cutOffAt, now, ...deadlines.map(({ moment }) => new Date(moment.at))].map((at) =>
    at.getTime(),
  );
  const from = Math.min(...moments) - week;
  const to = Math.max(...moments) + week / 2;
  const share = (at: Date): number => (at.getTime() - from) / (to - from);
  const step = week * Math.max(1, Math.ceil((to - from) / week / 8));
  const weeks: { at: number; date: Date }[] = [];
  for (let at = from + week; at < to; at += step) weeks.push({ at: share(new Date(at)), date: new Date(at) });
  return { share, weeks, today: share(now), end: share(cutOffAt) };
}

const lead = 7;

/** The bars of a deadline: the week that leads to it, and what has gone by since it was due. */
export function barsOf(
  { moment, standing, doneAt }: DeadlineView,
  { share }: PlanScale,
  now: Date,
): TimelineBar[] {
  const due = new Date(moment.at);
  const start = new Date(due.getTime() - lead * DAY);
  if (standing === 'cancelled') return [];
  if (standing === 'done')
    return [{ kind: 'done', from: share(start), to: share(new Date(doneAt ?? moment.at)) }];
  if (standing === 'late')
    return [
      { kind: 'past', from: share(start), to: share(due) },
      { kind: 'late', from: share(due), to: share(now) },
    ];
  if (start > now) return [{ kind: 'next', from: share(start), to: share(due) }];
  return [
    { kind: 'now', from: share(start), to: share(now) },
    { kind: 'next', from: share(now), to: share(due) },
  ];
}
