import { readFormula, type FormulaNode } from '@concordat/document/maths';

const mathMl = 'http://www.w3.org/1998/Math/MathML';

/** LaTeX as an element of MathML; null where it cannot be read. No markup is parsed: every element is made one by one. */
export function formulaElement(latex: string, isBlock: boolean): Element | null {
  const read = readFormula(latex, isBlock);
  if (!read.ok) return null;
  const math = document.createElementNS(mathMl, 'math');
  if (isBlock) math.setAttribute('display', 'block');
  math.append(elementOf(read.value));
  return math;
}

function elementOf({ tag, attributes, children, text }: FormulaNode): Element {
  const element = document.createElementNS(mathMl, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...(children.length > 0 ? children.map(elementOf) : [text]));
  return element;
}
