import { canonicalMarksOf } from '../read/canonical.js';
import type { AuthoredNode } from '../read/read-authored.js';
import type { MarkJson } from '../read/section-json.js';
import type { Authorship, DrawnNode } from './diff.types.js';
import { matchSequences } from './sequence.js';
import { InlineText, type Token } from './tokens.js';

/** What became of a block's words. */
export interface InlineDiff {
  readonly content: readonly DrawnNode[];
  readonly wordsAdded: number;
  readonly wordsRemoved: number;
}

/** A stretch of tokens that stays (`kept`), or that went and came. Empty ranges where nothing did. */
interface Step {
  readonly kept: boolean;
  before: Range;
  after: Range;
}
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Compares what stands in two paragraphs or headings, word by word. */
export function diffInline(
  before: readonly AuthoredNode[],
  after: readonly AuthoredNode[],
  authors: Authorship,
): InlineDiff {
  const [old, now] = [new InlineText(before), new InlineText(after)];
  const content: DrawnNode[] = [];
  let [wordsAdded, wordsRemoved] = [0, 0];
  const anybody = (): string | null =>
    first(after, (node) => writerOf(node, authors)) ?? first(before, (node) => deleterOf(node, authors));
  for (const step of stepsBetween(old.tokens, now.tokens)) {
    const went = placesOf(old.tokens, step.before);
    const came = placesOf(now.tokens, step.after);
    if (step.kept) {
      content.push(...kept(old.between(went.from, went.to), now.between(came.from, came.to), authors));
      continue;
    }
    wordsRemoved += wordsIn(old.tokens, step.before);
    wordsAdded += wordsIn(now.tokens, step.after);
    const changed = [
      ...old.between(went.from, went.to).map((node) => deleted(node, authors)),
      ...now.between(came.from, came.to).map((node) => inserted(node, authors)),
    ];
    // Half a word that stood there already is the doing of whoever changed the other half.
    const actor = changed.find(({ change }) => change?.by)?.change?.by ?? anybody();
    content.push(...changed.map((node) => withActor(node, actor)));
  }
  return { content, wordsAdded, wordsRemoved };
}

function withActor(node: DrawnNode, actor: string | null): DrawnNode {
  return node.change?.by === null ? { ...node, change: { ...node.change, by: actor } } : node;
}

/** The first answer that is not null. */
function first<T>(nodes: readonly AuthoredNode[], ask: (node: AuthoredNode) => T | null): T | null {
  for (const node of nodes) {
    const answer = ask(node);
    if (answer !== null) return answer;
  }
  return null;
}

/** A node that is gone, by whoever deleted it. */
export const deleted = (node: AuthoredNode, authors: Authorship): DrawnNode => ({
  ...bare(node),
  change: { kind: 'deleted', by: deleterOf(node, authors), names: [] },
});

/** Who deleted of a node what is gone: where words are told apart only by the same sign before or after, some stayed. */
function deleterOf({ origin, text }: AuthoredNode, authors: Authorship): string | null {
  if (!origin) return null;
  for (let at = 0; at < (text?.length ?? 1); at += 1) {
    const person = authors.deleterOf({ ...origin, clock: origin.clock + at });
    if (person !== null) return person;
  }
  return null;
}

/** A node that is new, by whoever wrote it. */
export const inserted = (node: AuthoredNode, authors: Authorship): DrawnNode => ({
  ...bare(node),
  change: { kind: 'inserted', by: writerOf(node, authors), names: [] },
});

/** Who wrote a node since the first text; null for what stood there already. */
const writerOf = ({ origin }: AuthoredNode, authors: Authorship): string | null =>
  origin && authors.isNew(origin) ? authors.personOf(origin.client) : null;

/** A node without what only the comparison knows. */
export function bare({ type, attrs, content, marks, text }: AuthoredNode): DrawnNode {
  return {
    type,
    ...(attrs && { attrs }),
    ...(content && { content: content.map(bare) }),
    ...(marks && { marks }),
    ...(text !== undefined && { text }),
  };
}

/** Steps over both token sequences; what went and what came at one place belong together. */
function stepsBetween(before: readonly Token[], after: readonly Token[]): Step[] {
  const keysOf = (tokens: readonly Token[]): string[] => tokens.map(({ key }) => key);
  const steps: Step[] = [];
  let [at, otherAt] = [0, 0];
  const changeUntil = (to: number, otherTo: number): void => {
    if (to > at || otherTo > otherAt)
      steps.push({ kept: false, before: { from: at, to }, after: { from: otherAt, to: otherTo } });
  };
  for (const [place, otherPlace] of matchSequences(keysOf(before), keysOf(after))) {
    changeUntil(place, otherPlace);
    const last = steps.at(-1);
    [at, otherAt] = [place + 1, otherPlace + 1];
    if (last?.kept && last.before.to === place && last.after.to === otherPlace) {
      last.before = { from: last.before.from, to: at };
      last.after = { from: last.after.from, to: otherAt };
    } else {
      steps.push({ kept: true, before: { from: place, to: at }, after: { from: otherPlace, to: otherAt } });
    }
  }
  changeUntil(before.length, after.length);
  return withoutCrumbs(steps, before);
}

/** A word or two that happen to stand in both are no reason to cut a change of many words in pieces. */
const fewWords = 2;
const manyTokens = 8;

/** A lone space, sign or word between two changes reads better as part of one. */
function withoutCrumbs(steps: readonly Step[], before: readonly Token[]): Step[] {
  const joined: Step[] = [];
  steps.forEach((step, index) => {
    const isBetween = step.kept && index > 0 && index < steps.length - 1;
    const words = isBetween ? wordsIn(before, step.before) : 0;
    const isCrumb =
      isBetween &&
      (words === 0
        ? step.before.to - step.before.from <= 2
        : words <= fewWords && isLong(steps[index - 1]) && isLong(steps[index + 1]));
    const last = joined.at(-1);
    if (last && !last.kept && (isCrumb || !step.kept)) {
      last.before = { from: last.before.from, to: step.before.to };
      last.after = { from: last.after.from, to: step.after.to };
    } else joined.push({ ...step });
  });
  return joined;
}

/** Whether much went away and something came in its place. */
const isLong = (step: Step | undefined): boolean =>
  step !== undefined &&
  step.after.to > step.after.from &&
  step.before.to - step.before.from + step.after.to - step.after.from >= manyTokens;

/** Words that stayed; where their marks differ they took another shape. */
function kept(
  before: readonly AuthoredNode[],
  after: readonly AuthoredNode[],
  authors: Authorship,
): DrawnNode[] {
  const drawn: DrawnNode[] = [];
  let [index, used] = [0, 0];
  for (const node of after) {
    let rest = node;
    while (rest.text !== '') {
      const old = before[index];
      const left = (old?.text?.length ?? 1) - used;
      const length = Math.min(left, rest.text?.length ?? 1);
      const part = rest.text === undefined ? rest : { ...rest, text: rest.text.slice(0, length) };
      drawn.push(shaped(old, part, authors));
      if (length === left) [index, used] = [index + 1, 0];
      else used += length;
      if (rest.text === undefined) break;
      rest = { ...rest, text: rest.text.slice(length) };
    }
  }
  return drawn;
}

function shaped(old: AuthoredNode | undefined, node: AuthoredNode, authors: Authorship): DrawnNode {
  if (!old || canonicalMarksOf(old.marks) === canonicalMarksOf(node.marks)) return bare(node);
  const names = differingMarks(old.marks ?? [], node.marks ?? []);
  return { ...bare(node), change: { kind: 'reshaped', by: shaperOf(node, names, authors), names } };
}

function differingMarks(before: readonly MarkJson[], after: readonly MarkJson[]): string[] {
  const has = (marks: readonly MarkJson[], mark: MarkJson): boolean =>
    marks.some((other) => canonicalMarksOf([other]) === canonicalMarksOf([mark]));
  const names = [
    ...before.filter((mark) => !has(after, mark)),
    ...after.filter((mark) => !has(before, mark)),
  ].map(({ type }) => type);
  return [...new Set(names)].sort();
}

/** Who shaped a node: of the named marks or attributes, the first that somebody is known for. */
export function shaperOf(node: AuthoredNode, names: readonly string[], authors: Authorship): string | null {
  for (const name of names) {
    const client = node.shapedBy?.[name];
    if (client !== undefined) return authors.personOf(client);
  }
  return null;
}

const wordsIn = (tokens: readonly Token[], { from, to }: Range): number =>
  tokens.slice(from, to).filter(({ isWord }) => isWord).length;

function placesOf(tokens: readonly Token[], { from, to }: Range): Range {
  const start = tokens[from]?.from ?? tokens.at(-1)?.to ?? 0;
  return { from: start, to: to > from ? (tokens[to - 1]?.to ?? start) : start };
}
