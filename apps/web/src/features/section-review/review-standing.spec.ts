import type { ReviewLine, ReviewList, RoundView, VerdictView } from '@concordat/contracts';
import { lineShown, proposedDue, standingOf } from './review-standing.js';

const verdict = (change: Partial<VerdictView>): VerdictView => ({
  id: 'v',
  memberId: 'pl',
  person: { id: 'p', displayName: 'Reviewer, Poland', stateCode: 'PL' },
  kind: 'approve',
  reason: '',
  givenAt: '2027-01-11T10:00:00.000Z',
  superseded: false,
  textChangedSince: false,
  ...change,
});
const round = (state: RoundView['state'], given: VerdictView | null): RoundView =>
  ({ state, asked: [{ memberId: 'pl', stateCode: 'PL', verdict: given }] }) as unknown as RoundView;
const line = (sectionId: string) => ({ sectionId }) as ReviewLine;

describe('where a state stands', () => {
  it.each([
    ['reads while it has not answered', round('open', null), 'reading'],
    ['has said nothing when the round ended without it', round('closed_early', null), 'not_asked'],
    ['approved the text as it stands', round('open', verdict({})), 'approved'],
    ['approved another text', round('open', verdict({ textChangedSince: true })), 'stale'],
    [
      'abstained on another text',
      round('open', verdict({ kind: 'abstain', textChangedSince: true })),
      'stale',
    ],
    [
      'wanted the change that came',
      round('changes_requested', verdict({ kind: 'request_changes', textChangedSince: true })),
      'changes',
    ],
    ['abstained', round('open', verdict({ kind: 'abstain' })), 'abstained'],
  ] as const)('%s', (_name, given, expected) => {
    expect(standingOf(given, 'pl')).toBe(expected);
  });

  it('was not asked', () => {
    expect(standingOf(round('open', null), 'no')).toBe('not_asked');
  });
});

describe('the section that is shown', () => {
  const list: ReviewList = {
    waitingForMe: [line('mine')],
    waitingForAnswer: [line('answer')],
    others: [line('other')],
  };
  it.each([
    ['the one of the address', list, 'other', 'other'],
    ['what waits for the reader’s verdict', list, undefined, 'mine'],
    [
      'what waits for an answer, where the address names nothing known',
      { ...list, waitingForMe: [] },
      'x',
      'answer',
    ],
    ['none, where nothing waits', { ...list, waitingForMe: [], waitingForAnswer: [] }, undefined, undefined],
  ])('is %s', (_name, given, asked, expected) => {
    expect(lineShown(given, asked)?.sectionId).toBe(expected);
  });
});

describe('the proposed moment to answer by', () => {
  const zone = 'Europe/Brussels';
  it.each([
    [
      'a week on, at 17:00 in Brussels',
      '2027-03-24T08:42:30Z',
      '2027-04-27T15:00:00Z',
      '2027-03-31T15:00:00.000Z',
    ],
    ['a day before the cut-off', '2027-01-22T08:42:30Z', '2027-01-26T16:00:00Z', '2027-01-25T16:00:00.000Z'],
    [
      'half of what is left on the last day',
      '2027-01-26T12:00:00Z',
      '2027-01-26T16:00:00Z',
      '2027-01-26T14:00:00.000Z',
    ],
  ])('is %s', (_name, now, at, expected) => {
    expect(proposedDue(new Date(now), { at, zone })).toBe(expected);
  });
});
