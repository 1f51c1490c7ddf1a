import type { Node } from '@tiptap/pm/model';
import type { MarkJson } from '../read/section-json.js';
import { type BlockChange, changesOf, type FormerBlock, saidOf } from './block-changes.js';
import { formattingOf, looksOf } from './resolve-blocks.js';
import { authorOfSuggestion, suggestedAt } from './suggestion-id.js';

/** One passage or block that a suggestion changes. Positions are the document's, `to` exclusive. */
export type SuggestionPiece = { readonly from: number; readonly to: number; readonly block: number } & (
  | { readonly kind: 'text_inserted' | 'text_deleted'; readonly text: string }
  | {
      readonly kind: 'text_formatted';
      readonly text: string;
      readonly before: readonly MarkJson[];
      readonly after: readonly MarkJson[];
    }
  /** A block, row, cell, figure, footnote … as a whole, and the words in it. */
  | { readonly kind: 'block_inserted' | 'block_deleted'; readonly type: string; readonly text: string }
  /** The boundary before the block, at `from`. */
  | { readonly kind: 'block_split' | 'block_joined'; readonly type: string }
  | {
      readonly kind: 'block_changed';
      readonly before: FormerBlock;
      readonly after: FormerBlock;
      readonly text: string;
    }
);

/** What a suggestion does, taken together: one word for its icon and for filters. `mixed` is several of them. */
export type SuggestionKind =
  'insert' | 'delete' | 'replace' | 'format' | 'split' | 'join' | 'change' | 'mixed';

/** A pending suggestion, for a card, the list or a decoration. */
export interface Suggestion {
  readonly id: string;
  readonly authorId: string;
  /** By its author's clock, in milliseconds since 1970. */
  readonly madeAt: number;
  readonly kind: SuggestionKind;
  /** From its first to its last piece. */
  readonly from: number;
  readonly to: number;
  /** In the order of the text. */
  readonly pieces: readonly SuggestionPiece[];
  /** The words that go and the words that come; a paragraph's end as a line feed. Empty where only blocks change. */
  readonly before: string;
  readonly after: string;
  /** The top-level blocks it touches, 0 for the first, ascending. */
  readonly blocks: readonly number[];
}

/** All pending suggestions of an editor's document, in the order of their first pieces. */
export function suggestionsOf(doc: Node): readonly Suggestion[] {
  const found = new Map<string, SuggestionPiece[]>();
  const add = (id: string, piece: SuggestionPiece): void => {
    const pieces = found.get(id);
    if (pieces) pieces.push(piece);
    else found.set(id, [piece]);
  };
  doc.forEach((top, offset, block) => {
    const visit = (node: Node, from: number): void => {
      const place = { from, to: from + node.nodeSize, block };
      for (const [id, piece] of piecesOf(node, place)) add(id, piece);
    };
    visit(top, offset);
    top.descendants((node, position) => visit(node, offset + 1 + position));
  });
  return [...found].map(([id, pieces]) => suggestionOf(id, pieces));
}

type Place = Pick<SuggestionPiece, 'from' | 'to' | 'block'>;

function* piecesOf(node: Node, place: Place): Iterable<[string, SuggestionPiece]> {
  if (node.isText) {
    const text = node.text ?? '';
    for (const mark of node.marks) {
      const id = String(mark.attrs['id']);
      if (mark.type.name === 'ins') yield [id, { ...place, kind: 'text_inserted', text }];
      if (mark.type.name === 'del') yield [id, { ...place, kind: 'text_deleted', text }];
    }
    const marks = node.marks.map((mark) => mark.toJSON() as MarkJson);
    const layers = formattingOf(marks);
    for (const [index, { id, former }] of layers.entries()) {
      const after = layers[index + 1]?.former ?? looksOf(marks);
      yield [id, { ...place, kind: 'text_formatted', text, before: former, after }];
    }
    return;
  }
  const changes = changesOf(node);
  for (const change of changes) yield [change.id, pieceOf(node, place, change, changes)];
}

function pieceOf(
  node: Node,
  place: Place,
  change: BlockChange,
  all: readonly BlockChange[],
): SuggestionPiece {
  const type = node.type.name;
  switch (change.op) {
    case 'insert':
      return { ...place, kind: 'block_inserted', type, text: wordsIn(node) };
    case 'delete':
      return { ...place, kind: 'block_deleted', type, text: wordsIn(node) };
    case 'split':
      return { ...place, to: place.from, kind: 'block_split', type };
    case 'join':
      return { ...place, to: place.from, kind: 'block_joined', type };
    case 'attrs': {
      const next = all.slice(all.indexOf(change) + 1).find(({ op }) => op === 'attrs');
      const after = next?.op === 'attrs' ? next.prev : { type, attrs: saidOf(node.attrs) };
      return { ...place, kind: 'block_changed', before: change.prev, after, text: wordsIn(node) };
    }
  }
}

const wordsIn = (node: Node): string => node.textBetween(0, node.content.size, '\n', ' ').trim();

function suggestionOf(id: string, pieces: readonly SuggestionPiece[]): Suggestion {
  return {
    id,
    authorId: authorOfSuggestion(id),
    madeAt: suggestedAt(id),
    kind: kindOf(pieces),
    from: Math.min(...pieces.map(({ from }) => from)),
    to: Math.max(...pieces.map(({ to }) => to)),
    pieces,
    before: textOf(pieces, 'text_deleted'),
    after: textOf(pieces, 'text_inserted'),
    blocks: [...new Set(pieces.map(({ block }) => block))].sort((one, other) => one - other),
  };
}

/** The texts of one kind; what stands in different blocks is a line of its own. */
function textOf(pieces: readonly SuggestionPiece[], kind: 'text_inserted' | 'text_deleted'): string {
  let text = '';
  let end = -1;
  for (const piece of pieces) {
    const isEnd = piece.kind === 'block_split' ? kind === 'text_inserted' : piece.kind === 'block_joined';
    if (isEnd && text !== '' && !text.endsWith('\n')) text += '\n';
    if (piece.kind !== kind) continue;
    if (text !== '' && !text.endsWith('\n') && end >= 0 && piece.from > end + 1) text += ' ';
    text += piece.text;
    end = piece.to;
  }
  return text;
}

const groups = {
  text_inserted: 'insert',
  block_inserted: 'insert',
  text_deleted: 'delete',
  block_deleted: 'delete',
  text_formatted: 'format',
  block_split: 'split',
  block_joined: 'join',
  block_changed: 'change',
} as const satisfies Record<SuggestionPiece['kind'], SuggestionKind>;

function kindOf(pieces: readonly SuggestionPiece[]): SuggestionKind {
  const kinds = new Set<SuggestionKind>(pieces.map(({ kind }) => groups[kind]));
  const [only] = kinds;
  if (kinds.size === 1 && only) return only;
  const isReplacing = kinds.size === 2 && kinds.has('insert') && kinds.has('delete');
  if (isReplacing) return 'replace';
  // Words with the paragraphs they make are inserted; words with the boundaries between them are deleted.
  if (kinds.size === 2 && kinds.has('insert') && kinds.has('split')) return 'insert';
  if (kinds.size === 2 && kinds.has('delete') && kinds.has('join')) return 'delete';
  return 'mixed';
}
