import { lockedReason, modeOf, openModes, type ModeFacts } from './modes.js';

const facts = (change: Partial<ModeFacts> = {}): ModeFacts => ({
  right: 'edit',
  closedBecause: null,
  isEnded: false,
  isNarrow: false,
  ...change,
});

describe('the modes that are open', () => {
  it.each([
    ['a writer', {}, ['editing', 'suggesting', 'viewing']],
    ['a reviewer', { right: 'suggest' }, ['suggesting', 'viewing']],
    ['a reader', { right: 'read' }, ['viewing']],
    ['a writer on a phone', { isNarrow: true }, ['viewing', 'suggesting']],
    ['a writer of an approved section', { closedBecause: 'section.approved' }, ['viewing']],
    ['a writer whose text was closed in this window', { isEnded: true }, ['viewing']],
  ] as const)('to %s', (_, change, modes) => {
    expect(openModes(facts(change))).toEqual(modes);
  });

  it('hold the wish as long as it can be had, and give it up with the right', () => {
    expect(modeOf('viewing', openModes(facts()))).toBe('viewing');
    expect(modeOf('editing', openModes(facts({ right: 'suggest' })))).toBe('suggesting');
    expect(modeOf('suggesting', openModes(facts({ right: 'read' })))).toBe('viewing');
    expect(modeOf(null, openModes(facts()))).toBe('editing');
  });
});

describe('why a mode is not open', () => {
  it.each(['approved', 'locked', 'frozen', 'damaged'])('is that the section is %s, in words', (state) => {
    const why = lockedReason('editing', facts({ closedBecause: `section.${state}` }));
    expect(why).toBe(`mode.closed.${state}`);
  });

  it('is said even for a reason that this page does not know yet', () => {
    expect(lockedReason('editing', facts({ closedBecause: 'section.new_reason' }))).toBe('mode.closed');
  });

  it('is the right, before it is the width of the window', () => {
    expect(lockedReason('editing', facts({ right: 'suggest', isNarrow: true }))).toBe('mode.only_suggest');
    expect(lockedReason('editing', facts({ right: 'read', isNarrow: true }))).toBe('mode.no_right');
    expect(lockedReason('editing', facts({ isNarrow: true }))).toBe('mode.phone');
  });
});
