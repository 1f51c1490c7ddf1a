import { contentOf, envelopeFor, type MailFacts, renderMail } from './index.js';

const proposal = { acronym: 'NORTH', isPractice: true };
const reader = { zone: 'Europe/Helsinki' };
const due = { at: new Date('2027-01-26T16:00:00Z'), zone: 'Europe/Brussels' };
const section = { number: 'C4', title: 'Impact' };
const link = 'https://concordat.example.org/proposals/1';

const every: readonly MailFacts[] = [
  {
    kind: 'deadline_approaching',
    deadlineKind: 'freeze',
    title: null,
    section: null,
    due,
    missed: null,
    proposal,
    link,
  },
  {
    kind: 'deadlines_approaching',
    deadlines: [
      { deadlineKind: 'freeze', title: null, section: null, due, passed: true },
      { deadlineKind: 'section', title: null, section, due, passed: false },
    ],
    missed: { count: 4, since: due },
    proposal,
    link,
  },
  { kind: 'section_assigned', section, due: null, proposal, link },
  { kind: 'review_requested', section, due, proposal, link },
  { kind: 'review_asked_again', section, due, proposal, link },
  { kind: 'verdict_given', section, stateName: 'Poland', verdict: 'request_changes', proposal, link },
  { kind: 'section_approved', section, proposal, link },
  { kind: 'nudge', section, due, proposal, link },
  { kind: 'cut_off_moved', from: due, to: due, proposal, link },
  { kind: 'comments_waiting', proposal, link },
  { kind: 'proposal_frozen', proposal, link },
  { kind: 'proposal_thawed', proposal, link },
  { kind: 'membership_ended', proposal, link },
  { kind: 'submission_receipt', number: 2, decided: due, proposal, link },
  { kind: 'invitation', proposal, expires: due, link },
  { kind: 'password_link', expires: due, link },
  { kind: 'address_link', expires: due, link },
  { kind: 'address_change_asked', happened: due, link },
  { kind: 'address_changed', happened: due, link },
  { kind: 'password_changed', changed: due, link },
  {
    kind: 'alarm_raised',
    alarm: { kind: 'disk_low', facts: { megabytes: 180 }, subject: 'host' },
    raised: due,
    link,
  },
  { kind: 'second_factor_added', happened: due, link },
  { kind: 'second_factor_removed', happened: due, link },
  { kind: 'second_factor_reset', happened: due, link },
  { kind: 'recovery_code_used', happened: due, link },
  { kind: 'passkey_copied', happened: due, link },
];

describe('mails', () => {
  it.each(every.map((facts) => [facts.kind, facts] as const))(
    '%s says why, has one button and a text part',
    (_, facts) => {
      const { why, button } = contentOf(facts, reader);
      const { subject, text, html } = renderMail(facts, reader);
      expect(text.startsWith(why)).toBe(true);
      expect(why).toMatch(/^You get this because/);
      expect(text).toContain(button.href);
      expect(html.match(/<a /g)).toHaveLength(1);
      expect(html).not.toContain('style="');
      expect(subject).not.toMatch(/[\r\n]/);
      expect(subject.startsWith('[Practice] NORTH: ')).toBe('proposal' in facts);
    },
  );

  it('gives what, where and when in the subject, and both times in the body', () => {
    const { subject, text } = renderMail(
      { kind: 'review_requested', section, due, proposal: { ...proposal, isPractice: false }, link },
      reader,
    );
    expect(subject).toBe('NORTH: review C4 Impact, by Tue 26 Jan 2027, 17:00 Brussels');
    expect(text).toContain('Tue 26 Jan 2027, 17:00 Brussels (18:00 your time)');
  });

  it('names a section by its number where the title is people’s own', () => {
    const facts = {
      kind: 'section_approved',
      section: { number: 'C4', title: null },
      proposal,
      link,
    } as const;
    expect(contentOf(facts, reader).subject).toBe('[Practice] NORTH: section C4 is approved');
  });

  it('tells what was missed, and names every deadline with its moment', () => {
    const after = { at: new Date('2027-02-02T16:00:00Z'), zone: 'Europe/Brussels' };
    const step = { deadlineKind: 'freeze', title: null, section: null } as const;
    const facts = {
      kind: 'deadlines_approaching',
      deadlines: [
        { ...step, due, passed: true },
        { ...step, deadlineKind: 'section', section, due: after, passed: false },
      ],
      missed: { count: 5, since: due },
      proposal,
      link,
    } as const;
    const { subject, text } = renderMail(facts, reader);
    expect(subject).toBe(
      '[Practice] NORTH: 2 deadlines wait for you, the next Tue 2 Feb 2027, 17:00 Brussels',
    );
    expect(text).toContain(
      '5 reminders could not be sent when they were due, the first Tue 26 Jan 2027, 17:00',
    );
    expect(text).toContain('Freeze of the text: Was due Tue 26 Jan 2027, 17:00 Brussels (18:00 your time)');
    expect(text).toContain('C4 Impact: Due Tue 2 Feb 2027, 17:00 Brussels (18:00 your time)');
    const { text: inTime } = renderMail({ ...facts, missed: null }, reader);
    expect(inTime).not.toContain('could not be sent');
    const many = Array.from({ length: 23 }, () => facts.deadlines[1]);
    expect(renderMail({ ...facts, deadlines: many }, reader).text).toContain('Besides: 3 more');
  });

  it('says of one late reminder when it was due', () => {
    const { lines } = contentOf(
      {
        kind: 'deadline_approaching',
        deadlineKind: 'freeze',
        title: null,
        section: null,
        due,
        missed: { count: 1, since: due },
        proposal,
        link,
      },
      reader,
    );
    expect(lines[0]).toContain('This reminder was due Tue 26 Jan 2027, 17:00 Brussels');
  });

  it('keeps a hostile name on one line and out of the markup', () => {
    const title = `x\r\nBcc: all@example.org <script>alert(1)</script>${'y'.repeat(300)}`;
    const { subject, html } = renderMail(
      {
        kind: 'deadline_approaching',
        deadlineKind: 'custom',
        title,
        section: null,
        due,
        missed: null,
        proposal,
        link,
      },
      reader,
    );
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject.length).toBeLessThanOrEqual(180);
    expect(html).not.toContain('<script>');
  });
});

describe('envelopes', () => {
  it('has one recipient and the same id each time', () => {
    expect(envelopeFor('ann@example.org', 'a-1@concordat', 'https://c.example.org')).toEqual(
      envelopeFor('ann@example.org', 'a-1@concordat', 'https://c.example.org'),
    );
  });

  it.each(['a@b.org, c@d.org', 'a@b.org\r\nBcc: x@y.org', '<a@b.org>', 'nobody'])('refuses %j', (address) => {
    expect(() => envelopeFor(address, 'a@concordat', 'https://c.example.org')).toThrow(RangeError);
  });
});
