import { canonicalOf } from '../read/canonical.js';
import type { AuthoredNode } from '../read/read-authored.js';
import type { NodeJson } from '../read/section-json.js';
import { sectionSchema } from '../schema/section.schema.js';
import { matchSequences } from './sequence.js';

/** A place in two lists of blocks: the same block, two that are each other's, or one that is on one side only. */
export type BlockStep =
  | { readonly kind: 'same' | 'paired'; readonly before: number; readonly after: number }
  | { readonly kind: 'gone'; readonly before: number }
  | { readonly kind: 'new'; readonly after: number };

/** Two blocks with at least this share of words in common are one block that was edited. */
const likeEnough = 0.34;
/** Gaps with more pairs than this are paired by looking a few blocks ahead, not at every pair. */
const mostPairs = 4_000;
const lookAhead = 8;

/** Whether words stand directly in a block of this type. */
export const isTextBlockType = (type: string): boolean => sectionSchema.nodes[type]?.inlineContent ?? false;

/**
 * Says block by block what became of a list of them. `within` a block that was edited (an item, a cell), a lone block in
 * the place of another is that block, however much of it was written anew.
 */
export function pairBlocks(
  before: readonly NodeJson[],
  after: readonly NodeJson[],
  where: 'top' | 'within' = 'top',
): BlockStep[] {
  const keys = (nodes: readonly NodeJson[]): string[] => nodes.map(canonicalOf);
  const steps: BlockStep[] = [];
  let [at, otherAt] = [0, 0];
  const gapUntil = (to: number, otherTo: number): void => {
    steps.push(...pairGap(before, after, { from: at, to, otherFrom: otherAt, otherTo }, where));
  };
  for (const [place, otherPlace] of matchSequences(keys(before), keys(after))) {
    gapUntil(place, otherPlace);
    steps.push({ kind: 'same', before: place, after: otherPlace });
    [at, otherAt] = [place + 1, otherPlace + 1];
  }
  gapUntil(before.length, after.length);
  return steps;
}

interface Gap {
  readonly from: number;
  readonly to: number;
  readonly otherFrom: number;
  readonly otherTo: number;
}

function pairGap(
  before: readonly NodeJson[],
  after: readonly NodeJson[],
  gap: Gap,
  where: 'top' | 'within',
): BlockStep[] {
  const { from, to, otherFrom, otherTo } = gap;
  const old = before.slice(from, to).map(profileOf);
  const now = after.slice(otherFrom, otherTo).map(profileOf);
  const isLone = where === 'within' && old.length === 1 && now.length === 1;
  if (isLone && old[0]?.family === now[0]?.family)
    return [{ kind: 'paired', before: from, after: otherFrom }];
  const pairs = old.length * now.length > mostPairs ? pairsAhead(old, now) : bestPairs(old, now);
  const steps: BlockStep[] = [];
  let [at, otherAt] = [0, 0];
  const looseUntil = (end: number, otherEnd: number): void => {
    for (; at < end; at += 1) steps.push({ kind: 'gone', before: from + at });
    for (; otherAt < otherEnd; otherAt += 1) steps.push({ kind: 'new', after: otherFrom + otherAt });
  };
  for (const [place, otherPlace] of pairs) {
    looseUntil(place, otherPlace);
    steps.push({ kind: 'paired', before: from + place, after: otherFrom + otherPlace });
    [at, otherAt] = [place + 1, otherPlace + 1];
  }
  looseUntil(old.length, now.length);
  return steps;
}

interface Profile {
  /** Where the block comes from, for blocks that know: the same block is itself, whatever its words are now. */
  readonly origin: string | null;
  readonly family: string;
  readonly words: ReadonlyMap<string, number>;
  readonly total: number;
}

function profileOf(node: AuthoredNode): Profile {
  const words = new Map<string, number>();
  let total = 0;
  const visit = ({ type, content = [] }: NodeJson): void => {
    if (!isTextBlockType(type)) return content.forEach(visit);
    // Runs are joined first: a word of which half is bold is one word.
    const text = content.map((node) => node.text ?? ' ').join('');
    for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) {
      words.set(word, (words.get(word) ?? 0) + 1);
      total += 1;
    }
  };
  visit(node);
  // A paragraph that became a heading is the same block in another shape.
  const origin = node.origin ? `${node.origin.client} ${node.origin.clock}` : null;
  return { origin, family: isTextBlockType(node.type) ? 'text' : node.type, words, total };
}

/** How alike two blocks are, from 0 to 1; -1 if they can never be each other's. */
function likeness(one: Profile, other: Profile): number {
  if (one.family !== other.family) return -1;
  if (one.origin !== null && one.origin === other.origin) return 1;
  if (one.total === 0 || other.total === 0) return one.total === other.total ? 1 : 0;
  let common = 0;
  for (const [word, count] of one.words) common += Math.min(count, other.words.get(word) ?? 0);
  // Rows and cells of a table stay in their places; words that came or went within do not make others of them.
  const isCell = one.family.startsWith('table');
  const share = (2 * common) / (one.total + other.total);
  return isCell ? Math.max(share, likeEnough) : share;
}

/** The pairs that have most in common, in an order that rises on both sides. */
function bestPairs(old: readonly Profile[], now: readonly Profile[]): [number, number][] {
  const width = now.length + 1;
  const best = new Float64Array((old.length + 1) * width);
  const scores = old.map((one) => now.map((other) => likeness(one, other)));
  const score = (at: number, otherAt: number): number => scores[at]?.[otherAt] ?? -1;
  const bestAt = (at: number, otherAt: number): number => best[at * width + otherAt] ?? 0;
  for (let at = old.length - 1; at >= 0; at -= 1)
    for (let otherAt = now.length - 1; otherAt >= 0; otherAt -= 1) {
      const paired = score(at, otherAt) >= likeEnough ? score(at, otherAt) + bestAt(at + 1, otherAt + 1) : 0;
      best[at * width + otherAt] = Math.max(paired, bestAt(at + 1, otherAt), bestAt(at, otherAt + 1));
    }
  const pairs: [number, number][] = [];
  let [at, otherAt] = [0, 0];
  while (at < old.length && otherAt < now.length) {
    const here = bestAt(at, otherAt);
    const likes = score(at, otherAt);
    if (likes >= likeEnough && here === likes + bestAt(at + 1, otherAt + 1)) pairs.push([at++, otherAt++]);
    else if (here === bestAt(at + 1, otherAt)) at += 1;
    else otherAt += 1;
  }
  return pairs;
}

function pairsAhead(old: readonly Profile[], now: readonly Profile[]): [number, number][] {
  const pairs: [number, number][] = [];
  let otherAt = 0;
  old.forEach((one, at) => {
    const end = Math.min(now.length, otherAt + lookAhead);
    for (let ahead = otherAt; ahead < end; ahead += 1) {
      const other = now[ahead];
      if (!other || likeness(one, other) < likeEnough) continue;
      pairs.push([at, ahead]);
      otherAt = ahead + 1;
      return;
    }
  });
  return pairs;
}
