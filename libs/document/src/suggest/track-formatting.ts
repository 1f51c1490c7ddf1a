import type { Attrs, Node, NodeType } from '@tiptap/pm/model';
import { AddMarkStep, type RemoveMarkStep, type Transform } from '@tiptap/pm/transform';
import type { MarkJson } from '../read/section-json.js';
import { carriedOf, changesOf, saidOf } from './block-changes.js';
import { formattingOf, isSuggestionMark, looksOf, printFormatting } from './resolve-blocks.js';
import { isOwn, isOwnText, type Proposer, putChanges } from './tracking.js';

/** Proposes that text gains or loses a mark. The author's own text and formatting simply change. */
export function trackMark(
  tr: Transform,
  from: number,
  to: number,
  step: AddMarkStep | RemoveMarkStep,
  me: Proposer,
): void {
  if (isSuggestionMark({ type: step.mark.type.name })) return;
  const texts: { readonly at: number; readonly end: number; readonly node: Node }[] = [];
  tr.doc.nodesBetween(from, to, (node, at) => {
    if (node.isText) texts.push({ at: Math.max(at, from), end: Math.min(at + node.nodeSize, to), node });
  });
  for (const { at, end, node } of texts) {
    if (step instanceof AddMarkStep) tr.addMark(at, end, step.mark);
    else tr.removeMark(at, end, step.mark);
    if (!isOwnText(node, me.author)) noteFormatting(tr, at, end, node, me);
  }
}

function noteFormatting(tr: Transform, at: number, end: number, before: Node, me: Proposer): void {
  const { schema } = tr.doc.type;
  const marks = before.marks.map((mark) => mark.toJSON() as MarkJson);
  const layers = formattingOf(marks);
  const top = layers.at(-1);
  const isMine = top !== undefined && isOwn(top.id, me.author);
  const former = isMine ? top.former : looksOf(marks);
  const now = tr.doc.nodeAt(at)?.marks.map((mark) => mark.toJSON() as MarkJson) ?? [];
  const below = isMine ? layers.slice(0, -1) : layers;
  // Back to what it was, there is nothing to propose any more.
  const isBack = print(looksOf(now)) === print(former);
  const formatting = printFormatting(isBack ? below : [...below, { id: isMine ? top.id : me.id, former }]);
  const { fmt } = schema.marks;
  if (fmt) tr.removeMark(at, end, fmt);
  if (formatting) tr.addMark(at, end, schema.markFromJSON(formatting));
}

/** Proposes another kind or other attributes for a block. The author's own block simply changes. */
export function trackAttributes(tr: Transform, at: number, type: NodeType, attrs: Attrs, me: Proposer): void {
  const node = tr.doc.nodeAt(at);
  if (!node) return;
  const next = saidOf(attrs);
  const former = saidOf(node.attrs);
  const changes = changesOf(node);
  const isOwnBlock = changes.some(
    ({ op, id }) => (op === 'insert' || op === 'split') && isOwn(id, me.author),
  );
  if (node.type === type) {
    for (const [name, value] of Object.entries({ ...attrs, sug: node.attrs['sug'] as unknown }))
      if (JSON.stringify(node.attrs[name]) !== JSON.stringify(value)) tr.setNodeAttribute(at, name, value);
  } else tr.setNodeMarkup(at, type, { ...next, ...carriedOf(node.attrs) });
  if (isOwnBlock || (node.type === type && sameAttributes(former, next))) return;
  const last = changes.findLast(({ op }) => op === 'attrs');
  const mine = last?.op === 'attrs' && isOwn(last.id, me.author) ? last : null;
  const prev = mine?.prev ?? { type: node.type.name, attrs: former };
  const isBack = prev.type === type.name && sameAttributes(prev.attrs, next);
  const others = changes.filter((change) => change !== mine);
  putChanges(tr, at, isBack ? others : [...others, { op: 'attrs', id: mine?.id ?? me.id, prev }]);
}

function sameAttributes(one: Attrs, other: Attrs): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every(
    (name) => JSON.stringify(one[name] ?? null) === JSON.stringify(other[name] ?? null),
  );
}

const print = (marks: readonly MarkJson[]): string =>
  JSON.stringify(
    marks
      .map(({ type, attrs }) => JSON.stringify([type, attrs ?? {}]))
      .sort((one, other) => (one < other ? -1 : 1)),
  );
