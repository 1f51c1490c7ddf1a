/**
 * What passwords of twelve characters and more are made of when they are guessed first: a common word or a row of
 * keys, repeated, or with digits and signs around it. A list of whole passwords of this length would mostly hold
 * these, spelled out.
 */
const stems = new Set(
  `password passwort motdepasse contrasena senha haslo parola wachtwoord salasana lozinka heslo jelszo losenord
   adgangskode passord parole slaptazodis parool geslo sifre kodikos letmein welcome willkommen bienvenue bienvenido
   changeme iloveyou tequiero ichliebedich jetaime kocham sunshine princess football baseball basketball superman
   batman dragon monkey shadow master michael jordan liverpool chelsea arsenal barcelona realmadrid juventus
   administrator admin administrateur root login signin access secret topsecret default guest user username test
   testing tester demo example sample temporary internet computer samsung google facebook microsoft windows linux
   starwars pokemon minecraft whatever trustno freedom summer winter spring autumn january february march april may
   june july august september october november december monday tuesday wednesday thursday friday saturday sunday
   europe european commission brussels luxembourg eurohpc concordat proposal consortium coordinator ministry
   correcthorsebatterystaple qwerty qwertz azerty qwertyuiop qwertzuiop azertyuiop asdfgh asdfghjkl yxcvbnm zxcvbnm
   qazwsx qazwsxedc qweasd qweasdzxc abc abcd abcdef abcdefg abcdefgh abcdefghij abcdefghijkl abcdefghijklmnop
   qwer qweqwe asd asdf zxc zxcv`
    .split(/\s+/)
    .filter(Boolean),
);

const rows = [
  '01234567890123456789',
  '98765432109876543210',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn',
  'q1w2e3r4t5y6u7i8o9p0',
  'qwertyuiopasdfghjklzxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
];

const leet: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '0': 'o',
  '5': 's',
  $: 's',
};

const lettersOf = (text: string): string => text.replace(/[^\p{L}]/gu, '');
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The shortest part that the text repeats: `abcabc` is `abc`. */
const repeated = (text: string): string => /^(.+?)\1+$/u.exec(text)?.[1] ?? text;

let listed: Promise<ReadonlySet<string>> | undefined;

/** About 49 000 passwords that were found most often in leaks, shipped with the product and read when first asked. */
function leakedPasswords(): Promise<ReadonlySet<string>> {
  listed ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map(String)),
  );
  return listed;
}

/** Whether a password is one that is guessed first. Case, accents, digits and signs around the word do not help. */
export async function isCommonPassword(password: string): Promise<boolean> {
  const lower = plain(password);
  if (rows.some((row) => row.includes(repeated(lower)) || row.includes(lower))) return true;
  const leaked = await leakedPasswords();
  const core = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const spelled = [...core].map((character) => leet[character] ?? character).join('');
  return (
    leaked.has(lower) ||
    leaked.has(repeated(lower)) ||
    [core, spelled].some((text) => {
      const word = repeated(lettersOf(text));
      return word === '' || stems.has(word) || leaked.has(text) || leaked.has(word);
    })
  );
}
