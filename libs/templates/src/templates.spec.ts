import { announcementText, countIntake } from '@concordat/domain';
import template from './data/ai-factories-template.json' with { type: 'json' };
import {
  aiFactoriesCalls,
  aiFactoriesCutOffs,
  aiFactoriesTemplate,
  deadlineRules,
  findParticipatingState,
  history,
  participatingStates,
  participatingStatesOn,
  readCallTemplate,
  recommendedTimetable,
} from './index.js';

describe('participating states', () => {
  it.each([
    ['2023-10-06', 34],
    ['2024-05-12', 35],
    ['2024-11-04', 35],
    ['2025-06-25', 36],
    ['2025-10-08', 37],
    ['2025-11-11', 38],
  ])('on %s there are %d', (date, count) => {
    expect(participatingStatesOn(date)).toHaveLength(count);
  });

  it('knows 27 member states and the names that institutions use', () => {
    expect(participatingStates.filter(({ euMember }) => euMember)).toHaveLength(27);
    expect(findParticipatingState('EL')?.code).toBe('GR');
    expect(findParticipatingState('UK')?.code).toBe('GB');
    expect(findParticipatingState('turkey')?.code).toBe('TR');
    expect(findParticipatingState('Atlantis')).toBeNull();
  });
});

describe('the AI Factories template', () => {
  const writable = aiFactoriesTemplate.sections.filter((section) => section.writable);

  it('has the outline A to F with 23 sections to write', () => {
    const headings = aiFactoriesTemplate.sections.filter((section) => !section.writable);
    expect(headings.map(({ number }) => number).join('')).toBe('ABCDEF');
    expect(writable).toHaveLength(23);
  });

  it('never passes its own limits and guidance off as the call', () => {
    expect(aiFactoriesTemplate.official).toBe(false);
    for (const section of writable) {
      expect(section.verified).toBe(false);
      expect(section.limit).toMatchObject({
        limitVerified: false,
        limitSource: 'set by Concordat as a working default',
      });
      expect(section.guidance?.source).toBe("written for this template, not the call's wording");
    }
  });

  it('marks the one criterion that is confirmed and no other', () => {
    expect(aiFactoriesTemplate.criteria.filter(({ verified }) => verified).map(({ id }) => id)).toEqual([
      'C-a',
    ]);
  });

  it.each([
    ['an unknown field', { ...template, extra: 1 }],
    ['a repeated number', { ...template, sections: [...template.sections, template.sections[0]] }],
    ['a missing parent', { ...template, sections: template.sections.filter(({ number }) => number !== 'A') }],
    ['an unknown criterion', { ...template, criteria: [] }],
  ])('fails loudly on %s', (_, data) => {
    expect(() => readCallTemplate(data)).toThrow();
  });

  it('carries rules and timetable with their sources', () => {
    expect(deadlineRules).toHaveLength(16);
    expect(recommendedTimetable.at(-1)).toMatchObject({ title: 'Deadline', daysBefore: 0 });
  });
});

describe('history', () => {
  const count = (proposals = history.proposals) =>
    countIntake(
      proposals,
      history.letters.map(({ stateCode }) => stateCode),
      participatingStates,
    );

  it('counts seven proposals by 15 member states and two others, and two letters', () => {
    const counts = count();
    expect(counts.proposals).toBe(7);
    expect(counts.memberStates).toHaveLength(15);
    expect(counts.otherStates).toEqual(['NO', 'TR']);
    expect(counts.statesInAll).toBe(17);
    expect(counts.letters).toEqual(['CY', 'SI']);
    expect(announcementText(counts)).toBe(
      'Seven proposals by 15 EU member states and two other participating states (17 in all) were received by the cut-off. Letters of interest came from two states.',
    );
  });

  it('changes when an eighth proposal comes in', () => {
    const [first] = history.proposals;
    if (!first) throw new Error('no history');
    const eighth = { ...first, id: 'ie-2024', leadCode: 'IE', partnerCodes: ['IS', 'SI'] };
    expect(announcementText(count([...history.proposals, eighth]))).toContain(
      'Eight proposals by 16 EU member states and three other participating states (19 in all)',
    );
  });

  it('keeps submission, announcement and decision apart', () => {
    expect(new Date(history.at).toISOString()).toBe('2024-11-04T16:00:00.000Z');
    expect([history.announcedOn, history.decidedOn]).toEqual(['2024-11-11', '2024-12-10']);
    expect(history.proposals.every(({ outcome }) => outcome.state === 'selected')).toBe(true);
  });

  it('only names states that took part on the day of the cut-off', () => {
    const onTheDay = participatingStatesOn('2024-11-04').map(({ code }) => code);
    for (const { leadCode, partnerCodes } of history.proposals)
      expect(onTheDay).toEqual(expect.arrayContaining([leadCode, ...partnerCodes]));
  });

  it('ties both cut-offs to both calls and admits the assumed hour', () => {
    const identifiers = aiFactoriesCalls.map(({ identifier }) => identifier);
    expect(identifiers).toEqual(['EUROHPC-2024-CEI-AI-01', 'EUROHPC-2024-CEI-AI-02']);
    expect(aiFactoriesCutOffs.map(({ appliesTo }) => appliesTo)).toEqual([identifiers, identifiers]);
    expect(aiFactoriesCutOffs.map(({ timeVerified }) => timeVerified)).toEqual([true, false]);
  });
});
