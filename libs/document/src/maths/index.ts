export {
  deepestFormula,
  formulaTags,
  mostParts,
  readFormula,
  type FormulaNode,
  type FormulaRefusal,
  type FormulaTag,
} from './read-formula.js';
