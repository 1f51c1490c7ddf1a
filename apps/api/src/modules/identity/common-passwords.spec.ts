import { isCommonPassword } from './common-passwords.js';

describe('passwords that are guessed first', () => {
  it.each([
    'Password1234!',
    'p4ssw0rd p4ssw0rd',
    'sunshine1234567',
    '!!Michelle1985!!',
    'qwertyuiop12',
    '123456789012345',
    'dragondragon',
    'letmeinletmein',
    'Séñha2024séñha',
    'consortium2027',
    'RealMadrid 2024!',
    '1q2w3e4r5t6y7u',
    'trustno1trustno1',
  ])('%s is one', async (password) => {
    expect(await isCommonPassword(password)).toBe(true);
  });

  it.each([
    'seven lakes and a birch',
    'twelve chars',
    'correct horse battery',
    'Vuoret nousevat idässä',
    'kx81-qpz7-mm2r',
  ])('%s is none', async (password) => {
    expect(await isCommonPassword(password)).toBe(false);
  });
});
