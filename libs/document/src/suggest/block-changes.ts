import type { MarkJson, NodeJson } from '../read/section-json.js';
import { isSuggestionId } from './suggestion-id.js';

/** Kind and attributes that a block had before somebody proposed others. */
export interface FormerBlock {
  readonly type: string;
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** What a block carries besides what it is and nobody proposes: its name for references, whether the template fixes it. */
const carried: ReadonlySet<string> = new Set(['fixed', 'id', 'sug']);

/** A block's attributes as far as they say what it is. */
export const saidOf = (attrs: NodeJson['attrs'] = {}): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(attrs).filter(([name]) => !carried.has(name)));

/** A block's other attributes. */
export const carriedOf = (attrs: NodeJson['attrs'] = {}): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(attrs).filter(([name]) => carried.has(name)));

/**
 * What is proposed for a block as a whole. `insert` and `delete`: the block, and what its author marked inside it.
 * `split`: the boundary before it is new. `join`: the boundary before it is to go. `attrs`: its kind or attributes are
 * new, and `prev` are the former ones; several of these lie upon each other, the oldest first.
 */
export type BlockChange =
  | { readonly op: 'insert' | 'delete' | 'split' | 'join'; readonly id: string }
  | { readonly op: 'attrs'; readonly id: string; readonly prev: FormerBlock };

/** Names of the marks by which text carries suggestions. */
export const suggestionMarks = ['ins', 'del', 'fmt'] as const;

/** The longest value of the attribute `sug`, in UTF-16 code units, and the most changes in it. */
const longest = 16_384;
const mostChanges = 24;

/** The changes that a block's attribute `sug` proposes. Gives none for what is not one: {@link checkChanges} refuses it. */
export function changesOf(node: Pick<NodeJson, 'attrs'>): readonly BlockChange[] {
  const value = node.attrs?.['sug'];
  return typeof value === 'string' ? (readChanges(value) ?? []) : [];
}

/** The value of the attribute `sug` for these changes: text, because the shared document compares text; null for none. */
export function printChanges(changes: readonly BlockChange[]): string | null {
  return changes.length > 0 ? JSON.stringify(changes) : null;
}

/** Refuses with a RangeError a value of the attribute `sug` that no editor writes. */
export function checkChanges(value: unknown): void {
  if (value === null) return;
  if (typeof value !== 'string' || !readChanges(value))
    throw new RangeError('A block carries a list of proposed changes.');
}

/** Refuses with a RangeError an attribute `id` of a mark that is no suggestion's. */
export function checkSuggestionId(value: unknown): void {
  if (!isSuggestionId(value)) throw new RangeError('A suggestion is named by its author and its moment.');
}

/**
 * The marks that text had before somebody proposed others: the attribute `prev` of the mark `fmt`. A formatting that
 * was proposed before lies among them, with its own former marks as a list instead of as text.
 */
export function formerMarksOf(prev: unknown): readonly MarkJson[] {
  const list = typeof prev === 'string' ? readMarks(prev) : prev;
  return Array.isArray(list) ? (list as readonly MarkJson[]) : [];
}

/** Refuses with a RangeError an attribute `prev` of the mark `fmt` that is no list of marks. */
export function checkFormerMarks(value: unknown): void {
  if (typeof value !== 'string' || !readMarks(value))
    throw new RangeError('Formatting is proposed in place of other formatting.');
}

function readChanges(value: string): readonly BlockChange[] | null {
  const list = value.length <= longest ? parse(value) : null;
  if (!Array.isArray(list) || list.length === 0 || list.length > mostChanges) return null;
  return list.every(isChange) ? list : null;
}

function isChange(value: unknown): value is BlockChange {
  if (!isRecord(value) || !isSuggestionId(value['id'])) return false;
  const { op, prev } = value;
  if (op === 'attrs') return hasOnly(value, ['op', 'id', 'prev']) && isRecord(prev) && isFormer(prev);
  return (
    hasOnly(value, ['op', 'id']) && (op === 'insert' || op === 'delete' || op === 'split' || op === 'join')
  );
}

const isFormer = (prev: Record<string, unknown>): boolean =>
  hasOnly(prev, ['type', 'attrs']) && typeof prev['type'] === 'string' && isRecord(prev['attrs']);

function readMarks(value: string): readonly MarkJson[] | null {
  const list = value.length <= longest ? parse(value) : null;
  return areMarks(list, mostChanges) ? list : null;
}

/** Formatting lies upon formatting no more often than the list is long. */
function areMarks(list: unknown, depth: number): list is readonly MarkJson[] {
  return (
    Array.isArray(list) && list.length <= mostChanges && list.every((mark: unknown) => isMark(mark, depth))
  );
}

function isMark(value: unknown, depth: number): boolean {
  if (!isRecord(value) || !hasOnly(value, ['type', 'attrs']) || typeof value['type'] !== 'string')
    return false;
  const { type, attrs } = value;
  if (type === 'ins' || type === 'del') return false;
  if (type !== 'fmt') return attrs === undefined || isRecord(attrs);
  if (!isRecord(attrs) || !hasOnly(attrs, ['id', 'prev']) || !isSuggestionId(attrs['id'])) return false;
  return depth > 0 && areMarks(attrs['prev'], depth - 1);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasOnly = (value: Record<string, unknown>, names: readonly string[]): boolean =>
  Object.keys(value).every((name) => names.includes(name));

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // It came from outside; whoever reads it treats it like any other value that is no list.
    return null;
  }
}
