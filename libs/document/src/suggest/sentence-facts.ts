import type { MarkJson } from '../read/section-json.js';
import type { FormerBlock } from './block-changes.js';
import type { Suggestion, SuggestionPiece } from './suggestions-of.js';

/**
 * What one plain sentence says about a suggestion; the words are the screen's. Texts are the full ones: shorten them
 * where they are shown. Names of blocks and marks are the schema's (`paragraph`, `heading`, `tableRow`, `bold` …).
 */
export type SentenceFact =
  | { readonly fact: 'replaced'; readonly before: string; readonly after: string }
  | { readonly fact: 'inserted' | 'deleted' | 'split' | 'joined'; readonly text: string }
  | {
      readonly fact: 'formatted';
      readonly text: string;
      /** Marks that the text gains and loses; a link with another address is in both. */
      readonly gained: readonly MarkJson[];
      readonly lost: readonly MarkJson[];
    }
  /** A paragraph becomes a heading, a heading another level, a cell a header cell, a figure another caption … */
  | {
      readonly fact: 'block_changed';
      readonly before: FormerBlock;
      readonly after: FormerBlock;
      readonly text: string;
    }
  /** So many rows, cells, tables, figures, paragraphs …, and the words in them. */
  | {
      readonly fact: 'blocks_inserted' | 'blocks_deleted';
      readonly type: string;
      readonly count: number;
      readonly text: string;
    }
  /** Cells of several rows: a column, or so many. */
  | { readonly fact: 'columns_inserted' | 'columns_deleted'; readonly count: number };

/** The sentences of a suggestion, the most telling first. There is at least one. */
export function sentenceFactsOf(suggestion: Suggestion): readonly SentenceFact[] {
  const { pieces } = suggestion;
  const outer = pieces.filter((piece) => isBlockPiece(piece) && !isInside(piece, pieces));
  const loose = pieces.filter((piece) => !isBlockPiece(piece) && !isInside(piece, outer));
  return [...blockFacts(outer), ...textFacts(loose), ...changeFacts(loose)];
}

type BlockPiece = Extract<SuggestionPiece, { readonly kind: 'block_inserted' | 'block_deleted' }>;

const isBlockPiece = (piece: SuggestionPiece): piece is BlockPiece =>
  piece.kind === 'block_inserted' || piece.kind === 'block_deleted';

/** Whether a piece lies in a block that the same suggestion inserts or deletes: the block says it all. */
function isInside(piece: SuggestionPiece, blocks: readonly SuggestionPiece[]): boolean {
  return blocks.some(
    (block) =>
      block !== piece &&
      isBlockPiece(block) &&
      tells(block, piece) &&
      block.from <= piece.from &&
      piece.to <= block.to &&
      // A boundary at its end is the next block's.
      piece.from < block.to &&
      block.to - block.from > piece.to - piece.from,
  );
}

/** A deleted block does not say that somebody inserts words into it. */
function tells(block: BlockPiece, piece: SuggestionPiece): boolean {
  if (piece.kind === 'text_inserted' || piece.kind === 'block_inserted')
    return block.kind === 'block_inserted';
  if (piece.kind === 'text_deleted' || piece.kind === 'block_deleted') return block.kind === 'block_deleted';
  return true;
}

function blockFacts(pieces: readonly SuggestionPiece[]): SentenceFact[] {
  const facts: SentenceFact[] = [];
  for (const kind of ['block_inserted', 'block_deleted'] as const) {
    const isInsertion = kind === 'block_inserted';
    const mine = pieces.filter((piece): piece is BlockPiece => piece.kind === kind);
    const cells = mine.filter(({ type }) => type === 'tableCell' || type === 'tableHeader');
    const rows = rowsOf(cells);
    const columns = Math.max(0, ...rows);
    // As many cells in each of several rows is what a reader calls a column.
    if (rows.length > 1 && rows.every((count) => count === columns))
      facts.push({ fact: isInsertion ? 'columns_inserted' : 'columns_deleted', count: columns });
    const isColumn = facts.length > 0 && cells.length > 0 && rows.length > 1;
    const rest = isColumn ? mine.filter((piece) => !cells.includes(piece)) : mine;
    for (const type of new Set(rest.map((piece) => piece.type))) {
      const same = rest.filter((piece) => piece.type === type);
      const text = same.map((piece) => piece.text).join('\n');
      facts.push({
        fact: isInsertion ? 'blocks_inserted' : 'blocks_deleted',
        type,
        count: same.length,
        text,
      });
    }
  }
  return facts;
}

/** How many cells lie side by side, for each run of them. */
function rowsOf(cells: readonly BlockPiece[]): number[] {
  const runs: number[] = [];
  let end = -1;
  for (const { from, to } of cells) {
    if (from === end) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    else runs.push(1);
    end = to;
  }
  return runs;
}

function textFacts(pieces: readonly SuggestionPiece[]): SentenceFact[] {
  const before = wordsOf(pieces, 'text_deleted', 'block_joined');
  const after = wordsOf(pieces, 'text_inserted', 'block_split');
  if (before !== '' && after !== '') return [{ fact: 'replaced', before, after }];
  if (after !== '') return [{ fact: 'inserted', text: after }];
  return before === '' ? [] : [{ fact: 'deleted', text: before }];
}

function wordsOf(
  pieces: readonly SuggestionPiece[],
  kind: 'text_inserted' | 'text_deleted',
  boundary: 'block_split' | 'block_joined',
): string {
  const words = pieces.map((piece) =>
    piece.kind === kind ? piece.text : piece.kind === boundary ? '\n' : '',
  );
  return words
    .join('')
    .replace(/\n+/g, '\n')
    .replace(/^\n+|\n+$/g, '');
}

function changeFacts(pieces: readonly SuggestionPiece[]): SentenceFact[] {
  const facts: SentenceFact[] = [];
  const hasWords = pieces.some(({ kind }) => kind === 'text_inserted' || kind === 'text_deleted');
  for (const piece of pieces) {
    if (piece.kind === 'block_changed')
      facts.push({ fact: 'block_changed', before: piece.before, after: piece.after, text: piece.text });
    else if (piece.kind === 'text_formatted') addFormatting(facts, piece);
    else if (!hasWords && piece.kind === 'block_split') facts.push({ fact: 'split', text: '' });
    else if (!hasWords && piece.kind === 'block_joined') facts.push({ fact: 'joined', text: '' });
  }
  return facts;
}

/** Neighbouring text that changes in the same way is one sentence. */
function addFormatting(
  facts: SentenceFact[],
  { text, before, after }: Extract<SuggestionPiece, { readonly kind: 'text_formatted' }>,
): void {
  const gained = after.filter((mark) => !holds(before, mark));
  const lost = before.filter((mark) => !holds(after, mark));
  const last = facts.at(-1);
  if (last?.fact === 'formatted' && sameMarks(last.gained, gained) && sameMarks(last.lost, lost))
    facts[facts.length - 1] = { ...last, text: last.text + text };
  else facts.push({ fact: 'formatted', text, gained, lost });
}

const print = (mark: MarkJson): string => JSON.stringify([mark.type, mark.attrs ?? {}]);
const holds = (marks: readonly MarkJson[], mark: MarkJson): boolean =>
  marks.some((other) => print(other) === print(mark));
const sameMarks = (one: readonly MarkJson[], other: readonly MarkJson[]): boolean =>
  one.length === other.length && one.every((mark) => holds(other, mark));
