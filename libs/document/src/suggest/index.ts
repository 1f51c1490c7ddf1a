/**
 * Suggestions: text and blocks that people propose to insert, delete or change, in the shared text itself and next to
 * each other. Text carries them as marks (`ins`, `del`, `fmt`), blocks as their attribute `sug`; everything with one id
 * is one suggestion, and an id begins with its author (`suggestion-id.ts`).
 *
 * - make them: {@link SuggestionMode} in a Tiptap editor, {@link trackChanges} below it;
 * - show them: {@link suggestionsOf} for cards and decorations, {@link sentenceFactsOf} for plain sentences;
 * - decide on them: {@link resolve};
 * - hold somebody to them: {@link onlySuggests}, which the server asks about whoever may only suggest;
 * - keep them whole where changes of several people meet: {@link keepOwnMarks} in an editor, {@link strayMarksOf} below;
 * - read past them: `baseOf` and `cleanOf` of a section, {@link baseDocOf} and {@link cleanDocOf} of an editor's document.
 */
export {
  authorOfSuggestion,
  isSuggestionId,
  newSuggestionId,
  suggestedAt,
  type SuggestionId,
} from './suggestion-id.js';
export { type BlockChange, changesOf, type FormerBlock } from './block-changes.js';
export { resolveBlocks, type Verdict, type Wanted } from './resolve-blocks.js';
export { trackChanges, type TrackOptions } from './track-changes.js';
export type { UntrackedReason } from './tracking.js';
export {
  type EditingMode,
  modeOf,
  SuggestionMode,
  type SuggestionModeOptions,
  suggestionModeKey,
  switchMode,
} from './suggestion-mode.js';
export { keepOwnMarks, mendingOrigin } from './own-marks.js';
export { mendAsUpdate, mendMarks, type StrayMarks, strayMarksOf, unmarkedIn } from './stray-marks.js';
export { type ChangedPart, onlySuggests } from './only-suggests.js';
export { resolve, type SuggestionFilter } from './resolve.js';
export { baseDocOf, cleanDocOf } from './resolved-doc.js';
export {
  type Suggestion,
  type SuggestionKind,
  type SuggestionPiece,
  suggestionsOf,
} from './suggestions-of.js';
export { sentenceFactsOf, type SentenceFact } from './sentence-facts.js';
