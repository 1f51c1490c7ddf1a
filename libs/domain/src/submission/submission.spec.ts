import fc from 'fast-check';
import {
  type Manifest,
  type ReceiptStatement,
  type SectionToCheck,
  type SubmissionFacts,
  type SubmissionStepName,
  type SubmissionToCheck,
  canonicalJson,
  chainOrigin,
  checkSubmission,
  decideSubmission,
  findLeftovers,
  firstBrokenLink,
  groupChecks,
  manifestText,
  packageFileName,
  proposalStates,
  receiptNumber,
  receiptText,
  submissionStates,
  submissionSteps,
  takeSubmissionStep,
} from '../index.js';

const cutOffAt = new Date('2027-01-26T16:00:00Z');
const before = new Date(cutOffAt.getTime() - 1);

describe('package machine, every state and step', () => {
  const table = {
    prepared: { submit: 'submitted', supersede: 'superseded' },
    submitted: { supersede: 'superseded', withdraw: 'withdrawn' },
    superseded: {},
    withdrawn: {},
  } as const satisfies Record<(typeof submissionStates)[number], Partial<Record<SubmissionStepName, string>>>;
  const steps = Object.keys(submissionSteps) as SubmissionStepName[];
  it.each(submissionStates.flatMap((state) => steps.map((step) => [state, step] as const)))(
    '%s, %s',
    (state, step) => {
      const row: Partial<Record<SubmissionStepName, string>> = table[state];
      const to = row[step];
      const expected = to ? { ok: true, value: to } : { ok: false, reason: 'submission.wrong_state' };
      expect(takeSubmissionStep(step, state)).toEqual(expected);
    },
  );
});

describe('deciding on a submission', () => {
  const facts = (given: Partial<SubmissionFacts> = {}): SubmissionFacts => ({
    proposalState: 'frozen',
    packageState: 'prepared',
    cutOffAt,
    hasStandingSubmission: false,
    sectionsChangedSincePrepare: 0,
    ...given,
  });

  const pairs = proposalStates.flatMap((proposalState) =>
    submissionStates.map((packageState) => ({ proposalState, packageState })),
  );
  it.each(pairs)('proposal $proposalState, package $packageState', ({ proposalState, packageState }) => {
    const outcome = decideSubmission(facts({ proposalState, packageState }), before);
    const live = ['drafting', 'internal_review', 'frozen'].includes(proposalState);
    if (proposalState === 'submitted')
      expect(outcome).toMatchObject({ reason: 'submission.already_submitted' });
    else if (!live) expect(outcome).toMatchObject({ reason: 'proposal.wrong_state' });
    else if (packageState === 'prepared')
      expect(outcome).toEqual({ ok: true, value: { proposalState: 'submitted', warnings: [] } });
    else
      expect(outcome).toMatchObject({
        reason: packageState === 'submitted' ? 'submission.already_submitted' : 'submission.wrong_state',
      });
  });

  it('accepts the last millisecond and refuses the instant itself, whatever else is wrong', () => {
    expect(decideSubmission(facts(), before).ok).toBe(true);
    const passed = { ok: false, reason: 'cut_off.passed' };
    for (const proposalState of proposalStates)
      expect(decideSubmission(facts({ proposalState }), cutOffAt)).toEqual(passed);
  });

  it('accepts exactly what is decided before the cut-off', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 5000 }), (milliseconds) => {
        const outcome = decideSubmission(facts(), new Date(cutOffAt.getTime() + milliseconds));
        expect(outcome.ok).toBe(milliseconds < 0);
      }),
    );
  });

  it('warns of a package that the text has left behind, and adopts it', () => {
    const outcome = decideSubmission(facts({ sectionsChangedSincePrepare: 3 }), before);
    const warnings = [{ code: 'submission.package_stale', params: { sections: 3 } }];
    expect(outcome).toEqual({ ok: true, value: { proposalState: 'submitted', warnings } });
  });
});

describe('checks', () => {
  const section = (given: Partial<SectionToCheck> = {}): SectionToCheck => ({
    sectionId: 's1',
    number: 'C4',
    title: 'Energy',
    state: 'approved',
    mandatory: true,
    words: 500,
    wordLimit: null,
    limitKind: 'indicative',
    leftovers: [],
    figuresNotDescribed: 0,
    figuresMissing: 0,
    lostReferences: 0,
    roundOpen: false,
    statesAskingForChanges: 0,
    openComments: 0,
    ...given,
  });
  const whole = (given: Partial<SubmissionToCheck> = {}): SubmissionToCheck => ({
    sections: [],
    frozen: true,
    statesNotParticipating: [],
    hostIsEuMember: true,
    pages: null,
    pageLimit: null,
    ...given,
  });
  const found = (facts: SubmissionToCheck) =>
    checkSubmission(facts).map(({ group, code }) => `${group} ${code}`);

  it.each([
    [{}, 'passed check.section_approved'],
    [{ state: 'locked' }, 'passed check.section_approved'],
    [{ words: 0 }, 'must_fix check.section_empty'],
    [{ words: 0, state: 'not_started' }, 'must_fix check.section_empty'],
    [{ state: 'drafting' }, 'should_look check.section_not_approved'],
    [{ wordLimit: 500 }, 'passed check.words'],
    [{ wordLimit: 499 }, 'should_look check.words_over'],
    [{ wordLimit: 499, limitKind: 'hard' }, 'must_fix check.words_over'],
    [{ leftovers: ['XXX'] }, 'must_fix check.leftovers'],
    [{ figuresMissing: 1 }, 'must_fix check.figures_missing'],
    [{ figuresNotDescribed: 2 }, 'should_look check.figures_not_described'],
    [{ lostReferences: 2 }, 'must_fix check.references_lost'],
    [{ roundOpen: true, state: 'in_review' }, 'should_look check.round_open'],
    [{ statesAskingForChanges: 1, roundOpen: true }, 'must_fix check.changes_requested'],
    [{ openComments: 2 }, 'should_look check.comments_open'],
  ] as const)('of a section %j: %s', (given, expected) => {
    const results = checkSubmission(whole({ sections: [section(given)] }));
    const match = results.find(({ group, code }) => `${group} ${code}` === expected);
    expect(match).toMatchObject({ sectionId: 's1', params: { number: 'C4', title: 'Energy' } });
  });

  it('say nothing of an optional section that stays empty', () => {
    const results = checkSubmission(
      whole({ sections: [section({ mandatory: false, words: 0, state: 'not_started' })] }),
    );
    expect(results.filter(({ sectionId }) => sectionId)).toEqual([]);
  });

  it('of the whole proposal', () => {
    expect(found(whole())).toEqual([
      'passed check.host_eu',
      'passed check.states_participate',
      'passed check.text_frozen',
    ]);
    expect(
      found(
        whole({
          frozen: false,
          hostIsEuMember: false,
          statesNotParticipating: ['UA', 'CH'],
          pages: 41,
          pageLimit: 40,
        }),
      ),
    ).toEqual([
      'must_fix check.host_not_eu',
      'must_fix check.state_not_participating',
      'should_look check.pages_over',
      'should_look check.text_live',
    ]);
    expect(found(whole({ pages: 40, pageLimit: 40 }))).toContain('passed check.pages');
  });

  it('fall into three groups and none is lost', () => {
    const results = checkSubmission(whole({ frozen: false, sections: [section({ words: 0 }), section()] }));
    const groups = groupChecks(results);
    expect(groups.must_fix.length + groups.should_look.length + groups.passed.length).toBe(results.length);
  });

  it('find leftovers of drafting, each once, and leave ordinary words alone', () => {
    expect(findLeftovers('The share is XXX until TBD; tbd again. [insert figure] and ??? or XXXX')).toEqual([
      'XXX',
      'TBD',
      'tbd',
      '[insert figure]',
      '???',
      'XXXX',
    ]);
    expect(findLeftovers('Why? The XX century [1] has taxis and a lorem.')).toEqual([]);
  });
});

describe('manifest and receipt', () => {
  const manifest: Manifest = {
    format: 'concordat-manifest-1',
    proposalId: 'p',
    acronym: 'KAAMOS',
    callIdentifier: 'PRACTICE-AI-01',
    cutOffAt: cutOffAt.toISOString(),
    packageNumber: 1,
    preparedAt: before.toISOString(),
    practice: true,
    sections: [{ sectionId: 's', number: 'A1', title: 'Ä', words: 2, logPosition: 7, textSha256: 'ab' }],
    files: [
      { name: 'b.pdf', mediaType: 'application/pdf', bytes: 2, sha256: 'cd' },
      { name: 'a.pdf', mediaType: 'application/pdf', bytes: 1, sha256: 'ef' },
    ],
  };
  const statement = (previousSha256: string): ReceiptStatement => ({
    format: 'concordat-receipt-1',
    number: '2027-0001',
    proposalId: 'p',
    submissionId: 'u',
    decidedAt: before.toISOString(),
    cutOffAt: cutOffAt.toISOString(),
    zone: 'Europe/Brussels',
    manifestSha256: 'aa',
    previousSha256,
  });

  it('have one text whatever the order of keys and files', () => {
    const { files, ...rest } = manifest;
    const shuffled: Manifest = { files: [...files].reverse(), ...rest };
    expect(manifestText(shuffled)).toBe(manifestText(manifest));
    expect(manifestText(manifest)).toMatch(/^\{"acronym":"KAAMOS","callIdentifier"/);
    expect(JSON.parse(receiptText(statement(chainOrigin)))).toEqual(statement(chainOrigin));
  });

  it('canonical JSON reads back and does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
        if (plain !== null && typeof plain === 'object' && !Array.isArray(plain))
          expect(canonicalJson(Object.fromEntries(Object.entries(plain).reverse()))).toBe(
            canonicalJson(plain),
          );
      }),
    );
    expect(canonicalJson({ b: undefined, a: [null, true] })).toBe('{"a":[null,true]}');
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError);
  });

  it('links each receipt to the one before', () => {
    const chain = [
      { statement: statement(chainOrigin), sha256: 'one' },
      { statement: statement('one'), sha256: 'two' },
      { statement: statement('two'), sha256: 'three' },
    ];
    expect(firstBrokenLink(chain)).toBeNull();
    expect(firstBrokenLink([])).toBeNull();
    expect(firstBrokenLink(chain.slice(1))).toBe(0);
    expect(firstBrokenLink(chain.filter((_, index) => index !== 1))).toBe(1);
  });

  it.each([
    [1, '2027-0001'],
    [43, '2027-0043'],
    [12345, '2027-12345'],
  ])('numbers receipt %d as %s', (sequence, number) => {
    expect(receiptNumber(before, sequence)).toBe(number);
    expect(() => receiptNumber(before, sequence - 0.5)).toThrow(RangeError);
    expect(() => receiptNumber(before, 0)).toThrow(RangeError);
  });

  it.each([
    ['KAAMOS', 'KAAMOS_PartB_v12_2027-01-26T1559Z.pdf'],
    ['Été/../x', 'Etex_PartB_v12_2027-01-26T1559Z.pdf'],
    ['Ω', 'Proposal_PartB_v12_2027-01-26T1559Z.pdf'],
  ])('names the file of %s', (acronym, name) => {
    expect(packageFileName(acronym, 12, before)).toBe(name);
  });
});
