import fc from 'fast-check';
import { formulaTags, readFormula, type FormulaNode } from './index.js';

const shown = (node: FormulaNode): string =>
  node.text !== '' ? `${node.tag}:${node.text}` : `${node.tag}(${node.children.map(shown).join(' ')})`;

const read = (latex: string): string => {
  const outcome = readFormula(latex);
  return outcome.ok ? outcome.value.children.map(shown).join(' ') : outcome.reason;
};

describe('a formula', () => {
  it.each([
    ['x', 'mi:x'],
    ['\\frac{a}{b}', 'mfrac(mi:a mi:b)'],
    ['x_i^2', 'msubsup(mi:x mi:i mn:2)'],
    ['\\sqrt[3]{2}', 'mroot(mn:2 mn:3)'],
    ['\\text{PUE} \\leq 1.12', 'mrow(mtext:PUE mo:≤ mn:1.12)'],
    ['\\overline{AB}', 'mover(mrow(mi:A mi:B) mo:‾)'],
    ['\\mathbb{R}', 'mi:ℝ'],
    ['\\frac{a}{}', 'mfrac(mi:a mrow())'],
  ])('%s is read', (latex, tree) => {
    expect(read(latex)).toBe(tree);
  });

  it.each([
    ['\\frac{a}', 'formula.unreadable'],
    ['\\unknownthing', 'formula.unreadable'],
    ['\\href{javascript:alert(1)}{x}', 'formula.unreadable'],
    ['\\left( x', 'formula.unreadable'],
    ['{'.repeat(900), 'formula.unreadable'],
    ['\\frac{1}'.repeat(60) + '{x}'.repeat(60), 'formula.unreadable'],
    ['\\sqrt{'.repeat(60) + 'x' + '}'.repeat(60), 'formula.too_large'],
    ['\\def\\a{x\\a\\a}\\a', 'formula.unreadable'],
  ])('refuses %s', (latex, reason) => {
    expect(readFormula(latex)).toEqual({ ok: false, reason });
  });

  it('is made of known parts alone, whatever is written', () => {
    const scrap = fc.constantFrom(
      ...[
        '\\frac',
        '{',
        '}',
        '^',
        '_',
        '\\color{red}',
        '\\class{x}',
        '\\style{color:red}',
        '<script>',
        '&',
        '\\\\',
      ],
      ...[
        '\\begin{matrix}',
        '\\end{matrix}',
        '\\href{javascript:1}',
        '\\includegraphics{x}',
        'x',
        '"',
        '\\id{a}',
      ],
    );
    const known = new Set<string>(formulaTags);
    const check = ({ tag, attributes, children }: FormulaNode): void => {
      expect(known.has(tag)).toBe(true);
      expect(Object.keys(attributes).filter((name) => /style|class|id|href|on/.test(name))).toEqual([]);
      children.forEach(check);
    };
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 20 }), (scraps) => {
        const outcome = readFormula(scraps.join(' '));
        if (outcome.ok) check(outcome.value);
      }),
      { numRuns: 300 },
    );
  });
});
