export { addressSchemes, isAllowedAddress, longestAddress } from './schema/address.js';
export {
  formatSource,
  isDoi,
  isSourceAddress,
  longestLocator,
  longestOfSource,
  sourceOf,
  type Source,
} from './schema/citation.js';
export { opsIn } from './schema/suggestion-marks.js';
export { longestNote } from './schema/inline-parts.js';
export { newCaptionedTable } from './schema/captioned-table.js';
export { isNodeId, newNodeId } from './schema/node-id.js';
export {
  figuresIn,
  figureWidths,
  isDescribed,
  isImageId,
  longestAlternative,
  longestDecorativeReason,
  type FigureAttributes,
  type FigureWidth,
} from './schema/figure.js';
export {
  schemaVersion,
  sectionExtensions,
  sectionFieldName,
  sectionSchema,
} from './schema/section.schema.js';
export { sectionOf, type MarkJson, type NodeJson, type SectionJson } from './read/section-json.js';
export { deepestNesting, fragmentOf, readSection, UnreadableSection } from './read/read-section.js';
export { baseOf, cleanOf } from './read/base.js';
export {
  readAuthored,
  readAuthoredBase,
  type AuthoredNode,
  type AuthoredSection,
  type Origin,
} from './read/read-authored.js';
export * from './suggest/index.js';
export { canonicalText, textHash } from './read/canonical.js';
export { appendBlocks, buildSection, type TextBlock } from './write/build-section.js';
export { checkSection, type SchemaRefusal } from './check/check-section.js';
export { refusalOfTouched } from './check/check-touched.js';
export { changedPart, type Top, TopBlocks } from './check/top-blocks.js';
export { holdsFixedParts, touchesFixedParts } from './check/fixed-parts.js';
export { attributeNames, elementNames, markNames } from './check/known-names.js';
export { isEmptySection, plainText, textBlocks } from './measure/plain-text.js';
export { countText, countWords, sectionCounts, type SectionCounts, type TextCount } from './measure/count.js';
export {
  findAgain,
  findWords,
  notALetter,
  sectionLetters,
  struckMarks,
  wordPattern,
  type FoundPlace,
  type WordQuery,
} from './find/find-words.js';
export { diffSections } from './diff/diff-sections.js';
export { Deletions } from './diff/deletions.js';
export { restoreSection } from './diff/restore-section.js';
export type { Authorship, Change, ChangeKind, SectionDiff } from './diff/diff.types.js';
export {
  numberedParts,
  placedParts,
  type NumberedPart,
  type NumberedType,
  type PlacedPart,
} from './number/numbered-parts.js';
export {
  contentsOf,
  longestNaming,
  noContents,
  referenceOf,
  type HeadingPart,
  type NamedPart,
  type Reference,
  type SectionContents,
} from './number/section-contents.js';
export {
  headingNumbers,
  numberSections,
  type ProposalNumbers,
  type ReferenceTarget,
  type SectionNumbers,
  type SectionToNumber,
} from './number/number-sections.js';
export {
  findLeftovers,
  leftoverExcerpt,
  leftoversIn,
  type Leftover,
  type LeftoverWords,
} from './measure/leftovers.js';
