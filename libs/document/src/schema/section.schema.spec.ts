import { isAllowedAddress, sectionSchema } from '../index.js';

describe('the section schema', () => {
  it('is made without a browser', () => {
    expect(typeof document).toBe('undefined');
    expect(Object.keys(sectionSchema.nodes).sort()).toEqual([
      'blockquote',
      'bulletList',
      'captionedTable',
      'citation',
      'crossReference',
      'doc',
      'figure',
      'figureCaption',
      'footnote',
      'formula',
      'formulaBlock',
      'hardBreak',
      'heading',
      'listItem',
      'orderedList',
      'paragraph',
      'table',
      'tableCaption',
      'tableCell',
      'tableHeader',
      'tableRow',
      'text',
    ]);
    expect(Object.keys(sectionSchema.marks).sort()).toEqual(['bold', 'del', 'fmt', 'ins', 'italic', 'link']);
  });

  it.each([
    'http://example.org',
    'https://example.org/a?b#c',
    'HTTPS://EXAMPLE.ORG',
    'mailto:desk@example.org',
  ])('lets a link go to %s', (address) => expect(isAllowedAddress(address)).toBe(true));

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'https://example.org/\u0000',
    'https:example.org',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://example.org',
    '//example.org',
    '/sections',
    'mailto:',
    'https://',
    '',
    null,
    7,
    `https://example.org/${'a'.repeat(2048)}`,
  ])('refuses a link to %s', (address) => expect(isAllowedAddress(address)).toBe(false));
});
