/** What is known about where the words are. */
export interface SaveFacts {
  /** `opening`: no text yet; `open`: connected and the server's text is here; `away`: trying to get there. */
  readonly line: 'opening' | 'open' | 'away';
  /** Whether something is written that the server has not said it has stored. */
  readonly hasUnsaved: boolean;
  /** Whether this device keeps what is written until the server has it. */
  readonly isKeptHere: boolean;
  /** Attempts since the words were last safe. */
  readonly attempts: number;
  /** Whether the server could not store, although it could be reached. */
  readonly isStoreFailing: boolean;
  /** When the server last said that it has everything. */
  readonly savedAt: Date | null;
}

/** What happened to the words. */
export type SaveEvent =
  | { readonly kind: 'attempt' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'written' }
  | { readonly kind: 'acknowledged'; readonly at: Date }
  | { readonly kind: 'not_stored' }
  | { readonly kind: 'kept'; readonly isKept: boolean };

/** Before anything is known. */
export const nothingSaved: SaveFacts = {
  line: 'opening',
  hasUnsaved: false,
  isKeptHere: false,
  attempts: 0,
  isStoreFailing: false,
  savedAt: null,
};

/** One step. Only the server's acknowledgement makes words saved. */
export function afterSaveEvent(facts: SaveFacts, event: SaveEvent): SaveFacts {
  switch (event.kind) {
    case 'attempt':
      return { ...facts, attempts: facts.attempts + 1 };
    case 'opened':
      return { ...facts, line: 'open' };
    case 'lost':
      return { ...facts, line: facts.line === 'opening' ? 'opening' : 'away' };
    case 'written':
      return { ...facts, hasUnsaved: true };
    case 'acknowledged':
      // What is said on a line that is gone says nothing about what was written since.
      return facts.line === 'open'
        ? { ...facts, hasUnsaved: false, attempts: 0, isStoreFailing: false, savedAt: event.at }
        : facts;
    case 'not_stored':
      return { ...facts, isStoreFailing: true, hasUnsaved: true };
    case 'kept':
      return { ...facts, isKeptHere: event.isKept };
  }
}

/** Which of the four save words is true, and what fills its gap. */
export type SaveWord =
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: Date }
  | { readonly kind: 'offline' }
  | { readonly kind: 'unsaved'; readonly attempts: number };

/** The one true save word; null while the text is still being opened. */
export function saveWordOf(facts: SaveFacts): SaveWord | null {
  const { line, hasUnsaved, isKeptHere, isStoreFailing, savedAt } = facts;
  if (line === 'opening') return null;
  const attempts = Math.max(1, facts.attempts);
  if (hasUnsaved && isStoreFailing) return { kind: 'unsaved', attempts };
  if (line === 'away') {
    return isKeptHere || !hasUnsaved ? { kind: 'offline' } : { kind: 'unsaved', attempts };
  }
  return hasUnsaved || savedAt === null ? { kind: 'saving' } : { kind: 'saved', at: savedAt };
}
