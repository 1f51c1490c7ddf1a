/** Accents of TeX as combining signs. */
const accents: Readonly<Record<string, string>> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  u: '\u0306',
  '.': '\u0307',
  '"': '\u0308',
  r: '\u030a',
  H: '\u030b',
  v: '\u030c',
  c: '\u0327',
  k: '\u0328',
  d: '\u0323',
};

const letters: Readonly<Record<string, string>> = {
  ...{ aa: 'å', AA: 'Å', ae: 'æ', AE: 'Æ', oe: 'œ', OE: 'Œ', o: 'ø', O: 'Ø', l: 'ł', L: 'Ł', ss: 'ß' },
  ...{ i: 'i', j: 'j', dh: 'ð', DH: 'Ð', th: 'þ', TH: 'Þ', dj: 'đ', DJ: 'Đ', ng: 'ŋ', NG: 'Ŋ' },
  ...{ textendash: '–', textemdash: '—', textquoteright: '’', textquoteleft: '‘', ldots: '…', dots: '…' },
  ...{
    textquotedblleft: '“',
    textquotedblright: '”',
    textregistered: '®',
    texttrademark: '™',
    LaTeX: 'LaTeX',
    TeX: 'TeX',
  },
};

const accented =
  /\\(?:([`'^~=."])|([uvHrckd])(?![A-Za-z]))\s*(?:\{\s*(?:\\([ij])(?![A-Za-z]))?([^{}\\]?)\s*\}|\\([ij])(?![A-Za-z])|([^\s{}\\]))/g;

/**
 * Turns the TeX in a field of BibTeX into the characters it stands for: accents, special letters, dashes; braces and
 * commands that only say how something looks are dropped. One line comes out, without control characters.
 */
export function plainWords(tex: string): string {
  return tex
    .replace(
      accented,
      (_, sign?: string, name?: string, ij1?: string, inner?: string, ij2?: string, bare?: string) => {
        const letter = ij1 ?? ij2 ?? inner ?? bare ?? '';
        return `${letter}${accents[sign ?? name ?? ''] ?? ''}`;
      },
    )
    .replace(/\\([A-Za-z]+)(?:\s*\{\}|\s+|(?![A-Za-z]))/g, (_, name: string) => letters[name] ?? '')
    .replace(/\\([&%$#_{} ])/g, (_, sign: string) => (sign === '{' || sign === '}' ? '' : sign))
    .replace(/---/g, '—')
    .replace(/--/g, '–')
    .replace(/``/g, '“')
    .replace(/''/g, '”')
    .replace(/~/g, '\u00a0')
    .replace(/[{}]/g, '')
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
