import fc from 'fast-check';
import {
  type StandingDeadline,
  defaultTimetable,
  planTimetable,
  replanDeadlines,
  wallTimeOf,
} from '../index.js';

const zone = 'Europe/Brussels';
const cutOffAt = new Date('2027-04-07T15:00:00Z');
const now = new Date('2027-03-20T09:00:00Z');

describe('timetable planned back from a cut-off', () => {
  it('keeps the hour on the wall across the change of the clocks and marks what has gone by', () => {
    const planned = planTimetable(cutOffAt, zone, now);
    expect(
      planned.map(({ kind, dueAt, alreadyPast }) => [kind, wallTimeOf(dueAt, zone), alreadyPast]),
    ).toEqual([
      ['full_draft', '2027-03-17T17:00', true],
      ['states_review', '2027-03-24T17:00', false],
      ['sign_off', '2027-03-31T17:00', false],
      ['freeze', '2027-04-04T17:00', false],
      ['submit', '2027-04-05T17:00', false],
      ['cut_off', '2027-04-07T17:00', false],
    ]);
  });

  it('is in order, ends at the cut-off and keeps the hour, for any cut-off of 2027 at 17:00', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), (day) => {
        const noon = new Date(Date.UTC(2027, 0, 1 + day, 12));
        const offset = wallTimeOf(noon, zone).endsWith('14:00') ? 2 : 1;
        const at = new Date(Date.UTC(2027, 0, 1 + day, 17 - offset));
        const planned = planTimetable(at, zone, new Date(0));
        expect(planned.at(-1)?.dueAt).toEqual(at);
        for (const [index, { dueAt }] of planned.entries()) {
          expect(wallTimeOf(dueAt, zone).slice(11)).toBe('17:00');
          expect(index === 0 || (planned[index - 1]?.dueAt ?? at) < dueAt).toBe(true);
        }
      }),
    );
  });
});

describe('planning again when the cut-off moves', () => {
  const standing = planTimetable(cutOffAt, zone, now).map(
    ({ kind, daysBefore, dueAt }): StandingDeadline => ({
      deadlineId: kind,
      kind,
      daysBefore,
      dueAt,
      revision: 1,
      doneAt: kind === 'full_draft' ? now : null,
    }),
  );
  const custom = (deadlineId: string, dueAt: string): StandingDeadline => ({
    deadlineId,
    kind: 'custom',
    daysBefore: null,
    dueAt: new Date(dueAt),
    revision: 3,
    doneAt: null,
  });
  const all = [...standing, custom('fits', '2027-03-22T12:00:00Z'), custom('after', '2027-04-06T12:00:00Z')];

  it('moves what is relative, keeps what is done, cancels what falls after', () => {
    const plan = replanDeadlines(all, new Date('2027-03-31T15:00:00Z'), zone, now);
    expect(
      plan.moves.map(({ kind, to, revision, alreadyPast }) => [
        kind,
        wallTimeOf(to, zone),
        revision,
        alreadyPast,
      ]),
    ).toEqual([
      ['states_review', '2027-03-17T17:00', 2, true],
      ['sign_off', '2027-03-24T17:00', 2, false],
      ['freeze', '2027-03-28T17:00', 2, false],
      ['submit', '2027-03-29T17:00', 2, false],
      ['cut_off', '2027-03-31T17:00', 2, false],
    ]);
    expect(plan.stays).toEqual(['full_draft', 'fits']);
    expect(plan.obsolete).toEqual(['after']);
  });

  it('changes nothing when nothing moves', () => {
    const plan = replanDeadlines(all, cutOffAt, zone, now);
    expect(plan.moves).toEqual([]);
    expect(plan.stays).toHaveLength(all.length);
  });

  it('puts every deadline into exactly one group, and is stable when repeated', () => {
    fc.assert(
      fc.property(fc.integer({ min: -15, max: 200 }), (days) => {
        const to = new Date(cutOffAt.getTime() + days * 86_400_000);
        const plan = replanDeadlines(all, to, zone, now);
        const ids = [...plan.moves.map(({ deadlineId }) => deadlineId), ...plan.stays, ...plan.obsolete];
        expect(ids.sort()).toEqual(all.map(({ deadlineId }) => deadlineId).sort());
        const moved = all.map((deadline) => {
          const move = plan.moves.find(({ deadlineId }) => deadlineId === deadline.deadlineId);
          return move ? { ...deadline, dueAt: move.to, revision: move.revision } : deadline;
        });
        expect(replanDeadlines(moved, to, zone, now).moves).toEqual([]);
      }),
    );
  });

  it('ships a timetable of six steps', () => {
    expect(defaultTimetable.map(({ daysBefore }) => daysBefore)).toEqual([21, 14, 7, 3, 2, 0]);
  });
});
