const words = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
] as const;

const pattern = (name: string, spell: (word: string) => string): string =>
  `{${name}, plural, ${words.map((word, count) => `=${count} {${spell(word)}}`).join(' ')} other {#}}`;

/** The count `name` inside an English sentence, for a message: in letters up to twelve, in figures above. */
export const inside = (name: string): string => pattern(name, (word) => word);

/** The same where the count opens the sentence: nobody begins one with a figure when a word will do. */
export const opening = (name: string): string =>
  pattern(name, (word) => word.charAt(0).toUpperCase() + word.slice(1));
