/** What holds no words of its own, or words that nobody reads. */
export const silent = new Set([
  'HEAD',
  'TITLE',
  'META',
  'LINK',
  'BASE',
  'STYLE',
  'NOFRAMES',
  'SCRIPT',
  'NOSCRIPT',
  'TEMPLATE',
  'COL',
  'COLGROUP',
  'WBR',
]);
/** What other programs draw. */
export const embedded = new Set([
  'IFRAME',
  'OBJECT',
  'EMBED',
  'VIDEO',
  'AUDIO',
  'CANVAS',
  'SVG',
  'MAP',
  'APPLET',
  'FRAME',
  'FRAMESET',
  'MATH',
]);
/** What is pressed or filled in. */
export const controls = new Set(['INPUT', 'SELECT', 'TEXTAREA', 'BUTTON', 'PROGRESS', 'METER', 'DIALOG']);
/** What comes through, and as what. */
export const kept: Readonly<Record<string, string>> = {
  ...{ P: 'p', H1: 'h1', H2: 'h2', H3: 'h3', H4: 'h4', H5: 'h4', H6: 'h4' },
  ...{ UL: 'ul', OL: 'ol', LI: 'li', BLOCKQUOTE: 'blockquote', BR: 'br' },
  ...{ TABLE: 'table', TBODY: 'tbody', THEAD: 'tbody', TFOOT: 'tbody', TR: 'tr', TD: 'td', TH: 'th' },
  ...{ PRE: 'p', DT: 'p', DD: 'p', ADDRESS: 'p', CAPTION: 'p', FIGCAPTION: 'p' },
};
/** What only holds blocks together. */
export const blocks =
  /^(?:DIV|SECTION|ARTICLE|ASIDE|HEADER|FOOTER|MAIN|NAV|DL|FIGURE|FORM|FIELDSET|DETAILS|SUMMARY|CENTER)$/;

/** The attributes that come through with a tag, each with what it may say. */
export const attributesOf = (tag: string): readonly (readonly [string, RegExp])[] =>
  tag === 'td' || tag === 'th'
    ? [
        ['colspan', /^(?:[1-9]\d?|100)$/],
        ['rowspan', /^(?:[1-9]\d?|100)$/],
      ]
    : tag === 'ol'
      ? [
          ['start', /^\d{1,5}$/],
          ['type', /^[1aAiI]$/],
        ]
      : [];
