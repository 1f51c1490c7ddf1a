import {
  installationRoles,
  momentParts,
  parseReminderOffset,
  proposalRoles,
  reminderDueAt,
  plusWallDays,
  sectionStates,
  wallTimeOf,
} from '@concordat/domain';
import {
  type PracticeBlock,
  type PracticeSection,
  history,
  participatingStates,
  practiceCall,
  practiceCutOffs,
  practiceNorth,
  practicePeople,
  practiceProposals,
  practiceReminders,
  practiceTemplate,
} from '../index.js';

const textsOf = (block: PracticeBlock) => (block.type === 'list' ? block.items : [block.text]);
const wordsOf = (section: PracticeSection) =>
  section.blocks.flatMap(textsOf).join(' ').split(/\s+/).filter(Boolean).length;
const everySection = practiceProposals.flatMap((proposal) =>
  proposal.sections.map((section) => ({ proposal, section, name: `${proposal.acronym} ${section.number}` })),
);

describe('practice people', () => {
  it('fill every role of a proposal and of the installation, under addresses that lead nowhere', () => {
    const roles = new Set(practicePeople.flatMap((person) => person.roles));
    const installation = new Set(practicePeople.flatMap((person) => person.installationRoles));
    expect([...roles].sort()).toEqual([...proposalRoles].sort());
    expect([...installation].sort()).toEqual([...installationRoles].sort());
    for (const { email } of practicePeople) expect(email).toMatch(/@practice\.example$/);
    expect(new Set(practicePeople.map(({ email }) => email)).size).toBe(practicePeople.length);
  });

  it('include every role in Practice North alone, and only states of the consortium', () => {
    expect(new Set(practiceNorth.people.flatMap(({ roles }) => roles)).size).toBe(proposalRoles.length);
    for (const { people, coordinatorStateCode, partnerStateCodes } of practiceProposals)
      for (const { stateCode } of people)
        expect([coordinatorStateCode, ...partnerStateCodes]).toContain(stateCode);
  });
});

describe('practice sections', () => {
  it.each(everySection)('$name fits the template, its people and its limits', ({ proposal, section }) => {
    const template = practiceTemplate.sections.find(({ number }) => number === section.number);
    const emails = proposal.people.map(({ email }) => email);
    expect(template?.writable).toBe(true);
    expect(emails).toEqual(expect.arrayContaining([section.leadEmail, ...section.contributorEmails]));
    expect(proposal.people.find(({ email }) => email === section.leadEmail)?.stateCode).toBe(
      section.leadStateCode,
    );
    expect(wordsOf(section)).toBeLessThanOrEqual(template?.limit?.words ?? 0);
    expect(wordsOf(section) === 0).toBe(section.state === 'not_started');
  });

  it.each(everySection.filter(({ section }) => section.blocks.length > 0))(
    '$name reads like a draft',
    ({ section }) => {
      expect(wordsOf(section)).toBeGreaterThanOrEqual(90);
      expect(wordsOf(section)).toBeLessThanOrEqual(400);
    },
  );

  it.each(everySection)('$name comments on words that stand there', ({ proposal, section }) => {
    const texts = section.blocks.flatMap(textsOf);
    for (const comment of section.comments) {
      expect(texts.some((text) => text.includes(comment.quote))).toBe(true);
      const writers = [comment.byEmail, ...comment.replies.map(({ byEmail }) => byEmail)];
      expect(proposal.people.map(({ email }) => email)).toEqual(expect.arrayContaining(writers));
    }
  });

  it.each(everySection.filter(({ section }) => section.round))(
    '$name has a round that adds up',
    ({ proposal, section }) => {
      const { round } = section;
      if (!round) throw new Error('no round');
      for (const verdict of round.verdicts) {
        const person = proposal.people.find(({ email }) => email === verdict.byEmail);
        expect(person?.stateCode).toBe(verdict.stateCode);
        expect(round.askedStateCodes).toContain(verdict.stateCode);
        expect(verdict.hoursAgo).toBeLessThan(round.startedHoursAgo);
        if (verdict.kind !== 'approve') expect(verdict.reason).not.toBe('');
      }
      expect(round.closedReason === null).toBe(round.state !== 'closed_early');
      const expected = { open: 'in_review', changes_requested: 'changes_requested' } as const;
      if (round.state === 'open' || round.state === 'changes_requested')
        expect(section.state).toBe(expected[round.state]);
      else expect(['approved', 'locked']).toContain(section.state);
    },
  );

  it('show every state a section can be in, and energy where Denmark asks for changes while two read', () => {
    const states = new Set(practiceNorth.sections.map(({ state }) => state));
    expect([...states].sort()).toEqual([...sectionStates].sort());
    const round = practiceNorth.sections.find(({ number }) => number === 'C4')?.round;
    expect(round?.askedStateCodes).toEqual(['DK', 'NO', 'PL']);
    expect(round?.verdicts.map(({ stateCode, kind }) => [stateCode, kind])).toEqual([
      ['DK', 'request_changes'],
    ]);
  });

  it('name no real entity, site or factory of the history', () => {
    const text = JSON.stringify(practiceProposals);
    for (const { hostingEntity, site, acronym } of history.proposals)
      for (const name of [hostingEntity, site, acronym]) expect(text).not.toContain(name);
  });

  it('share no paragraph between the rivals', () => {
    const paragraphs = everySection
      .flatMap(({ section }) => section.blocks.flatMap(textsOf))
      .filter((text) => text.length > 60);
    expect(new Set(paragraphs).size).toBe(paragraphs.length);
  });
});

describe('the practice call', () => {
  it.each(['2026-11-23T14:00:00Z', '2027-02-10T23:30:00Z', '2027-09-17T03:00:00Z'])(
    'installed at %s',
    (installedAt) => {
      const cutOffs = practiceCutOffs(new Date(installedAt));
      expect(cutOffs).toHaveLength(2);
      for (const [index, cutOff] of cutOffs.entries()) {
        const days = (cutOff.getTime() - Date.parse(installedAt)) / 86_400_000;
        expect(wallTimeOf(cutOff, practiceCall.zone).slice(11)).toBe('17:00');
        expect(['Sat', 'Sun']).not.toContain(momentParts(cutOff, practiceCall.zone).weekday);
        expect(days).toBeGreaterThan((practiceCall.cutOffsInDays[index] ?? 0) - 1);
        expect(days).toBeLessThan((practiceCall.cutOffsInDays[index] ?? 0) + 4);
      }
    },
  );

  it('has two reminders, one gone and one due in three minutes', () => {
    const now = new Date('2027-01-14T09:40:00Z');
    const dueIn = practiceReminders.map(({ deadlineInDays, deadlineInMinutes, offset: text }) => {
      const deadline = new Date(
        plusWallDays(now, practiceCall.zone, deadlineInDays).getTime() + deadlineInMinutes * 60_000,
      );
      const offset = parseReminderOffset(text);
      if (!offset.ok) throw new Error(offset.reason);
      return (reminderDueAt(deadline, practiceCall.zone, offset.value).getTime() - now.getTime()) / 60_000;
    });
    expect(dueIn).toEqual([-1440, 3]);
    expect(practiceReminders.map(({ state }) => state)).toEqual(['sent', 'planned']);
  });

  it('has states that take part today', () => {
    const codes = participatingStates.filter(({ participating }) => participating).map(({ code }) => code);
    for (const { coordinatorStateCode, partnerStateCodes } of practiceProposals)
      expect(codes).toEqual(expect.arrayContaining([coordinatorStateCode, ...partnerStateCodes]));
  });
});
