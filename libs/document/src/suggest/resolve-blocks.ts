import type { NodeType } from '@tiptap/pm/model';
import type { MarkJson, NodeJson } from '../read/section-json.js';
import { sectionSchema } from '../schema/section.schema.js';
import {
  type BlockChange,
  carriedOf,
  changesOf,
  formerMarksOf,
  printChanges,
  saidOf,
} from './block-changes.js';
import { type Layer, peel } from './layers.js';

/** What becomes of a suggestion. */
export type Verdict = 'accept' | 'reject';

/** Which suggestions, by their ids. */
export type Wanted = (id: string) => boolean;

/** Every suggestion. */
export const everySuggestion: Wanted = () => true;

/**
 * Blocks after a verdict on the wanted suggestions; those without any are given back as they are. The one rule behind
 * base, clean, accepting and rejecting:
 *
 * - text proposed to be inserted goes with a rejection, text proposed to be deleted with an acceptance;
 * - a block goes with them once nothing is left in it: what somebody else wrote into it keeps it alive;
 * - a boundary that goes lets a block continue the one before it, if it can;
 * - a block or a formatting that is rejected takes its former kind, attributes or marks; of several changes upon each
 *   other only the wanted ones are taken out;
 * - what cannot be without content and has lost all of it goes as well; a cell stays and is empty.
 */
export function resolveBlocks(
  blocks: readonly NodeJson[],
  verdict: Verdict,
  wanted: Wanted,
): readonly NodeJson[] {
  return blocks.some(carriesSuggestion) ? resolveChildren(blocks, { verdict, wanted }) : blocks;
}

/** Whether a node or anything in it carries a suggestion. */
export function carriesSuggestion(node: NodeJson): boolean {
  if (node.text !== undefined) return (node.marks ?? []).some(isSuggestionMark);
  return typeof node.attrs?.['sug'] === 'string' || (node.content ?? []).some(carriesSuggestion);
}

/** Whether a mark is a suggestion's and says nothing about how the text looks. */
export const isSuggestionMark = ({ type }: MarkJson): boolean =>
  type === 'ins' || type === 'del' || type === 'fmt';

/** Whether a block may continue one of the other kind. */
export function canContinue(before: NodeType, block: NodeType): boolean {
  if (before.isLeaf || block.isLeaf || before.spec.isolating || block.spec.isolating) return false;
  if (before.spec['tableRole'] || block.spec['tableRole']) return false;
  return before.inlineContent ? block.inlineContent : before === block;
}

interface Resolution {
  readonly verdict: Verdict;
  readonly wanted: Wanted;
}

interface Group {
  readonly head: NodeJson;
  content: readonly NodeJson[];
  /** Whether others continue it. */
  isJoined: boolean;
}

function resolveChildren(children: readonly NodeJson[], resolution: Resolution): readonly NodeJson[] {
  const groups: (Group | NodeJson)[] = [];
  for (const child of children) {
    if (child.text !== undefined) groups.push(...resolveText(child, resolution));
    else if (!goes(child, resolution)) {
      const before = groups.at(-1);
      if (before && isGroup(before) && loosesBoundary(child, before.head, resolution))
        Object.assign(before, { content: [...before.content, ...(child.content ?? [])], isJoined: true });
      else groups.push({ head: child, content: child.content ?? [], isJoined: false });
    }
  }
  return groups.flatMap((group) => (isGroup(group) ? resolveGroup(group, resolution) : [group]));
}

const isGroup = (value: Group | NodeJson): value is Group => 'head' in value;

/** Whether the block itself is given up, and nothing that stays is in it. */
function goes(node: NodeJson, resolution: Resolution): boolean {
  const given = resolution.verdict === 'reject' ? 'insert' : 'delete';
  return (
    changesOf(node).some(({ op, id }) => op === given && resolution.wanted(id)) &&
    !holdsMore(node, resolution)
  );
}

function holdsMore(node: NodeJson, resolution: Resolution): boolean {
  return (node.content ?? []).some((child) => {
    if (child.text !== undefined) return child.text !== '' && !isGiven(child, resolution);
    return typeOf(child)?.isLeaf ? !goes(child, resolution) : holdsMore(child, resolution);
  });
}

/** Whether text is given up. */
function isGiven(node: NodeJson, { verdict, wanted }: Resolution): boolean {
  const given = verdict === 'reject' ? 'ins' : 'del';
  return (node.marks ?? []).some((mark) => mark.type === given && wanted(idOf(mark)));
}

function loosesBoundary(node: NodeJson, before: NodeJson, { verdict, wanted }: Resolution): boolean {
  const given = verdict === 'reject' ? 'split' : 'join';
  if (!changesOf(node).some(({ op, id }) => op === given && wanted(id))) return false;
  const [one, other] = [typeOf(before), typeOf(node)];
  return one !== undefined && other !== undefined && canContinue(one, other);
}

function resolveGroup({ head, content, isJoined }: Group, resolution: Resolution): readonly NodeJson[] {
  if (!isJoined && !carriesSuggestion(head)) return [head];
  const own = resolveOwn(head, resolution);
  const inner = resolveChildren(content, resolution);
  const type = sectionSchema.nodes[own.type];
  if (content.length === 0 || inner.length > 0 || !type || type.contentMatch.validEnd)
    return [withContent(own, inner)];
  // An editor cannot show a block that must hold something and does not.
  const filling = type.spec.isolating ? type.contentMatch.defaultType : null;
  return filling ? [withContent(own, [{ type: filling.name }])] : [];
}

function withContent(node: NodeJson, content: readonly NodeJson[]): NodeJson {
  const { content: _, ...rest } = node;
  return content.length > 0 ? { ...rest, content } : rest;
}

/** A block's own kind and attributes after the verdict. */
function resolveOwn(node: NodeJson, { verdict, wanted }: Resolution): NodeJson {
  const changes = changesOf(node);
  if (changes.length === 0) return node;
  const { sug: _, ...name } = carriedOf(node.attrs);
  const layers = changes.flatMap((change) =>
    change.op === 'attrs' ? [{ id: change.id, former: change.prev }] : [],
  );
  const { now, left } = peel({ type: node.type, attrs: saidOf(node.attrs) }, layers, verdict, wanted);
  const rest: BlockChange[] = [
    ...changes.filter((change) => change.op !== 'attrs' && !wanted(change.id)),
    ...left.map(({ id, former }) => ({ op: 'attrs' as const, id, prev: former })),
  ];
  const sug = printChanges(rest);
  return { ...node, type: now.type, attrs: { ...now.attrs, ...name, ...(sug !== null && { sug }) } };
}

function resolveText(node: NodeJson, resolution: Resolution): readonly NodeJson[] {
  const marks = node.marks ?? [];
  if (!marks.some(isSuggestionMark)) return [node];
  if (isGiven(node, resolution)) return [];
  const { verdict, wanted } = resolution;
  const { now, left } = peel(looksOf(marks), formattingOf(marks), verdict, wanted);
  const formatting = printFormatting(left);
  const pending = marks.filter(
    (mark) => mark.type !== 'fmt' && isSuggestionMark(mark) && !wanted(idOf(mark)),
  );
  const after = [...now, ...pending, ...(formatting ? [formatting] : [])];
  const { marks: _, ...rest } = node;
  return [after.length > 0 ? { ...rest, marks: after } : rest];
}

/** The marks that say how text looks. */
export const looksOf = (marks: readonly MarkJson[]): readonly MarkJson[] =>
  marks.filter((mark) => !isSuggestionMark(mark));

/** The formatting proposed for text, the oldest first; `former` are the marks before it. */
export function formattingOf(marks: readonly MarkJson[]): readonly Layer<readonly MarkJson[]>[] {
  const layers: Layer<readonly MarkJson[]>[] = [];
  let outer = marks.find(({ type }) => type === 'fmt');
  while (outer) {
    const former = formerMarksOf(outer.attrs?.['prev']);
    layers.unshift({ id: idOf(outer), former: looksOf(former) });
    outer = former.find(({ type }) => type === 'fmt');
  }
  return layers;
}

/** The mark that carries proposed formatting, the oldest first; null for none. */
export function printFormatting(layers: readonly Layer<readonly MarkJson[]>[]): MarkJson | null {
  let inner: MarkJson | null = null;
  for (const { id, former } of layers) {
    const prev: readonly MarkJson[] = [...former, ...(inner ? [inner] : [])];
    inner = { type: 'fmt', attrs: { id, prev } };
  }
  return inner && { ...inner, attrs: { ...inner.attrs, prev: JSON.stringify(inner.attrs?.['prev']) } };
}

export const idOf = (mark: MarkJson): string => String(mark.attrs?.['id']);

const typeOf = (node: NodeJson): NodeType | undefined => sectionSchema.nodes[node.type];
