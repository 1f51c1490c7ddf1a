export type { TypesetImage, TypesetInput, TypesetSection } from './typeset-input.js';
export {
  closeTypesetter,
  defaultTypesetLimits,
  Typesetter,
  TypesetRefusal,
  typesetProposal,
  type Typeset,
  type TypesetLimits,
  type TypesetRefusalCode,
} from './typesetter.js';
