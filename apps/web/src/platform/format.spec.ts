import { makeFormat, timeLeftAt } from './format.js';

const closes = { at: '2027-02-02T16:00:00.000Z', zone: 'Europe/Brussels' };

describe('makeFormat', () => {
  it.each([
    ['Europe/Helsinki', 'Tue 2 Feb 2027, 17:00 Brussels (18:00 your time)'],
    ['Europe/Paris', 'Tue 2 Feb 2027, 17:00 Brussels'],
    ['Atlantic/Azores', 'Tue 2 Feb 2027, 17:00 Brussels (15:00 your time)'],
    ['Pacific/Auckland', 'Tue 2 Feb 2027, 17:00 Brussels (Wed 3 Feb 2027, 05:00 your time)'],
  ])('says a moment to a reader in %s', (zone, words) => {
    expect(makeFormat('en', zone).moment(closes)).toBe(words);
  });

  it('says day and time of the rule’s own zone, and what happened in the reader’s', () => {
    const format = makeFormat('en', 'Europe/Helsinki');
    expect(format.day(closes)).toBe('Tue 2 Feb 2027');
    expect(format.time(closes)).toBe('17:00');
    expect(format.stamp(closes.at)).toBe('2 Feb 2027, 18:00');
  });

  it.each([
    ['2027-01-21T09:00:00Z', 'in 12 d 7 h'],
    ['2027-02-01T09:00:00Z', 'in 31 h'],
    ['2027-02-02T15:47:30Z', 'in 12 min'],
    ['2027-02-02T15:59:30Z', 'in under a minute'],
    ['2027-02-02T16:00:00Z', 'Closed'],
  ])('counts down at %s', (now, words) => {
    expect(timeLeftAt(makeFormat('en', 'UTC'), closes.at, new Date(now))).toBe(words);
  });

  it('writes figures, lists, states and orders the European way', () => {
    const format = makeFormat('en', 'UTC');
    expect(format.number(1234567)).toBe('1,234,567');
    expect(format.percent(0.84)).toBe('84%');
    expect(format.bytes(1_240_000)).toBe('1.2 MB');
    expect(format.bytes(12)).toBe('12 bytes');
    expect(format.list(['Finland', 'Norway', 'Poland'])).toBe('Finland, Norway and Poland');
    expect(format.state('EL')).not.toBe('');
    expect(format.state('CZ')).toBe('Czechia');
    expect(['A10', 'A2', 'a1'].sort(format.compare)).toEqual(['a1', 'A2', 'A10']);
  });
});
