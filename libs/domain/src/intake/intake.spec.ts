import { type StateRecord, announcement, announcementText, countIntake } from '../index.js';

const state = (code: string, euMember: boolean): StateRecord => ({
  code,
  euCode: code,
  name: code,
  aliases: [],
  euMember,
  participating: true,
  joinedOn: null,
  leftOn: null,
});
const states = [
  ...'AT DE FI SI'.split(' ').map((code) => state(code, true)),
  state('NO', false),
  state('TR', false),
];
const proposal = (leadCode: string, ...partnerCodes: string[]) => ({ leadCode, partnerCodes });
const sentence = (proposals: ReturnType<typeof proposal>[], letters: string[] = []) =>
  announcementText(countIntake(proposals, letters, states));

describe('counting the intake', () => {
  it('counts a state once, whether it leads, takes part twice, or also sends a letter', () => {
    const counts = countIntake(
      [proposal('FI', 'NO', 'SI'), proposal('AT', 'SI'), proposal('SI', 'FI')],
      ['SI', 'SI'],
      states,
    );
    expect(counts).toEqual({
      proposals: 3,
      memberStates: ['AT', 'FI', 'SI'],
      otherStates: ['NO'],
      statesInAll: 4,
      letters: ['SI'],
    });
  });

  it('is loud about a state that does not exist', () => {
    expect(() => countIntake([proposal('ZZ')], [], states)).toThrow('ZZ');
  });

  it.each([
    [[], [], 'No proposals were received by the cut-off.'],
    [[proposal('DE')], [], 'One proposal by one EU member state was received by the cut-off.'],
    [
      [proposal('DE', 'TR')],
      ['SI'],
      'One proposal by one EU member state and one other participating state (two in all) was received by the cut-off. A letter of interest came from one state.',
    ],
    [
      Array.from({ length: 11 }, () => proposal('FI', 'AT')),
      ['SI', 'DE'],
      '11 proposals by two EU member states were received by the cut-off. Letters of interest came from two states.',
    ],
  ])('%j with letters %j', (proposals, letters, expected) => {
    expect(sentence(proposals, letters)).toBe(expected);
  });

  it('gives the same as data, clause by clause', () => {
    expect(announcement(countIntake([proposal('DE', 'TR')], ['SI'], states))).toEqual([
      { code: 'intake.proposals', params: { proposals: 1, memberStates: 1, otherStates: 1, statesInAll: 2 } },
      { code: 'intake.letters', params: { letters: 1 } },
    ]);
    expect(announcement(countIntake([], [], states))).toHaveLength(1);
  });
});
