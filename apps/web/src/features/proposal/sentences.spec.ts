import type { MessageView } from '@concordat/contracts';
import { fillMessage } from '../../platform/icu.js';
import { messages } from './messages.en.js';
import {
  agoWords,
  blockerFigure,
  blockerWords,
  consortiumLede,
  overviewLede,
  portfolioLede,
  type Say,
  waitingWords,
} from './sentences.js';

const byKey = new Map<string, string>(Object.entries(messages));

/** Formats as the product does, and fails on a key that does not exist. */
const say: Say = (key, params = {}) => {
  const text = byKey.get(key);
  if (text === undefined) throw new Error(`There is no message ${key}`);
  return fillMessage(text, params, 'en-GB');
};

const reader = { zone: 'Europe/Helsinki', now: new Date('2027-01-14T08:42:00Z') };
const nameOf = (code: string) => ({ DK: 'Denmark', NO: 'Norway', PL: 'Poland' })[code] ?? code;
const due = { at: '2027-01-05T16:00:00Z', zone: 'Europe/Brussels', label: null };

describe('the opening sentence of the overview', () => {
  it.each<[MessageView[], string]>([
    [[{ code: 'lede.sections_ready', params: { ready: 9, total: 14 } }], 'Nine of 14 sections are ready.'],
    [
      [
        { code: 'lede.sections_ready', params: { ready: 1, total: 14 } },
        { code: 'lede.states_asking', params: { count: 1 } },
        { code: 'lede.states_awaited', params: { count: 3 } },
        { code: 'lede.late', params: { count: 2 } },
      ],
      'One of 14 sections is ready. One state asks for changes, three have not answered, and two things are late.',
    ],
    [
      [
        { code: 'lede.frozen', params: {} },
        { code: 'lede.sections_ready', params: { ready: 14, total: 14 } },
        { code: 'lede.states_awaited', params: { count: 1 } },
      ],
      'The text is frozen. All 14 sections are ready. One state has not answered.',
    ],
    [
      [
        { code: 'lede.sections_ready', params: { ready: 0, total: 14 } },
        { code: 'lede.late', params: { count: 1 } },
      ],
      'None of 14 sections is ready. One thing is late.',
    ],
  ])('%# is one true sentence after the other', (lede, sentence) => {
    expect(overviewLede(say, lede)).toBe(sentence);
  });
});

describe('the opening sentence of the portfolio', () => {
  it('says what waits and which cut-off is next', () => {
    const at = '2027-01-15T16:00:00Z';
    const lede = (state: string): MessageView[] => [
      { code: 'lede.waiting', params: { count: 5 } },
      { code: 'lede.next_cut_off', params: { acronym: 'SUND', at, state } },
    ];
    expect(portfolioLede(say, lede('frozen'), reader)).toBe(
      'Five things wait for you. The next cut-off is in 31 h, and SUND is frozen.',
    );
    expect(portfolioLede(say, lede('drafting'), reader)).toBe(
      'Five things wait for you. The next cut-off, of SUND, is in 31 h.',
    );
  });

  it('says so when nothing waits', () => {
    const lede: MessageView[] = [
      { code: 'lede.waiting', params: { count: 0 } },
      { code: 'lede.no_proposals', params: {} },
    ];
    expect(portfolioLede(say, lede, reader)).toBe('Nothing waits for you. You take part in no proposal yet.');
  });
});

describe('a blocker in words', () => {
  const params = { number: 'C4', title: 'Energy and sustainability plan', stateCode: 'DK' };
  it.each([
    [
      'blocker.section_late',
      'C4 is late',
      'Due Tue 5 Jan 2027, 17:00 Brussels (18:00 your time), eight days ago.',
    ],
    [
      'blocker.not_started_late',
      'C4 has not been started',
      'Due Tue 5 Jan 2027, 17:00 Brussels (18:00 your time), eight days ago.',
    ],
    [
      'blocker.changes_requested',
      'C4 Denmark asks for changes',
      'Energy and sustainability plan waits for an answer.',
    ],
    ['blocker.verdict_stale', 'C4 Denmark approved an older text', 'It changed after the verdict.'],
    ['blocker.no_lead', 'C4 has no lead', 'Nobody is named to write Energy and sustainability plan.'],
    [
      'blocker.verdict_late',
      'C4 Denmark has not answered',
      'Asked by Tue 5 Jan 2027, 17:00 Brussels (18:00 your time), eight days ago.',
    ],
    [
      'blocker.verdict_awaited',
      'C4 Denmark is reading',
      'Asked for a verdict by Tue 5 Jan 2027, 17:00 Brussels (18:00 your time).',
    ],
    [
      'blocker.waits_for',
      'C4 cannot be finished yet',
      'Energy and sustainability plan waits for something else first.',
    ],
  ])('%s', (code, title, detail) => {
    expect(blockerWords(say, { code, params, due }, nameOf, reader)).toEqual({ title, detail });
  });

  it('counts the states that ask for changes', () => {
    const asked = { code: 'blocker.changes_requested', params: { ...params, states: 3 }, due: null };
    expect(blockerWords(say, asked, nameOf, reader).title).toBe('C4 Denmark and 2 more ask for changes');
  });
});

describe('what waits for the reader', () => {
  const item = {
    proposalId: '00000000-0000-4000-8000-000000000001',
    acronym: 'KAAMOS',
    section: { id: '00000000-0000-4000-8000-000000000002', number: 'F3', title: 'Risk register' },
    stateCode: 'PL',
    since: '2027-01-13T08:00:00Z',
    due,
    late: true,
    threadId: null,
    count: 1,
  };
  it.each([
    [
      'section_to_start',
      'Start Risk register (F3) or hand it over',
      'KAAMOS. Nobody has written a word; it was due Tue 5 Jan 2027, 17:00 Brussels (18:00 your time).',
      'Open F3',
    ],
    ['changes_to_answer', 'Answer Poland on Risk register (F3)', 'KAAMOS. Asked a day ago.', 'Open F3'],
    [
      'verdict_to_give',
      'Read Risk register (F3)',
      'KAAMOS. Poland is asked for a verdict by Tue 5 Jan 2027, 17:00 Brussels (18:00 your time).',
      'Read F3',
    ],
    [
      'verdict_to_confirm',
      'Confirm the verdict on Risk register (F3)',
      'KAAMOS. The text changed after Poland approved it.',
      'See what changed',
    ],
    [
      'comments_to_answer',
      'Answer a comment on Risk register (F3)',
      'KAAMOS. Poland was asked a day ago.',
      'Answer in F3',
    ],
    [
      'lead_to_name',
      'Name a lead for Risk register (F3)',
      'KAAMOS. Nobody is named to write it.',
      'Name a lead',
    ],
    [
      'proposal_to_submit',
      'Submit KAAMOS',
      'KAAMOS. The package is prepared and not submitted; the cut-off is Tue 5 Jan 2027, 17:00 Brussels (18:00 your time).',
      'Go to submission',
    ],
    [
      'invitation_to_answer',
      'Answer the invitation to KAAMOS',
      'You are asked to take part for Poland. The link in the mail works until Tue 5 Jan 2027, 17:00 Brussels (18:00 your time).',
      'Open your mailbox',
    ],
  ] as const)('%s', (kind, title, detail, act) => {
    expect(waitingWords(say, { ...item, kind }, nameOf, reader)).toEqual({ title, detail, act });
  });

  it('says nothing about a due moment that nobody set', () => {
    const words = waitingWords(say, { ...item, kind: 'section_to_write', due: null }, nameOf, reader);
    expect(words.detail).toBe('KAAMOS. You lead it.');
  });

  it('speaks of several sections at once', () => {
    const folded = { ...item, kind: 'lead_to_name' as const, section: null, count: 14 };
    expect(waitingWords(say, folded, nameOf, reader)).toMatchObject({
      title: 'Name leads for 14 sections',
      act: 'Name leads',
    });
  });
});

describe('figures', () => {
  it('names what is late among the blockers', () => {
    expect(blockerFigure(say, { count: 0, late: 0, first: null })).toBe('None');
    expect(blockerFigure(say, { count: 5, late: 2, first: null })).toBe('5, two late');
    expect(blockerFigure(say, { count: 1, late: 0, first: null })).toBe('1');
  });

  it('says how long ago in the largest whole unit', () => {
    expect(agoWords(say, '2027-01-14T08:10:00Z', reader.now)).toBe('less than an hour ago');
    expect(agoWords(say, '2027-01-14T03:10:00Z', reader.now)).toBe('5 hours ago');
    expect(agoWords(say, '2027-01-12T03:10:00Z', reader.now)).toBe('two days ago');
  });

  it.each([
    [
      { total: 6, euMembers: 5, others: 1, other: 'Norway' },
      'Six states take part: five EU member states and Norway.',
    ],
    [{ total: 4, euMembers: 4, others: 0, other: '' }, 'Four EU member states take part.'],
    [
      { total: 5, euMembers: 3, others: 2, other: 'Norway' },
      'Five states take part: three EU member states and two others.',
    ],
    [{ total: 1, euMembers: 1, others: 0, other: '' }, 'One state takes part so far, an EU member state.'],
  ])('counts the states of the consortium %#', (params, sentence) => {
    expect(consortiumLede(say, [{ code: 'lede.states', params }])).toBe(sentence);
  });
});
