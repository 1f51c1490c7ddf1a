import { Fragment, type Node, type NodeType, type Schema } from '@tiptap/pm/model';
import { ReplaceStep, type Transform } from '@tiptap/pm/transform';
import { Slice } from '@tiptap/pm/model';
import type { NodeJson } from '../read/section-json.js';
import { changesOf } from './block-changes.js';
import { everySuggestion, resolveBlocks, type Verdict, type Wanted } from './resolve-blocks.js';

/** The base of an editor's document: all pending suggestions rejected. Blocks without any are the same objects. */
export const baseDocOf = (doc: Node): Node => resolvedDoc(doc, 'reject', everySuggestion);

/** The clean text of an editor's document: all pending suggestions accepted. */
export const cleanDocOf = (doc: Node): Node => resolvedDoc(doc, 'accept', everySuggestion);

/** An editor's document after a verdict on the wanted suggestions. */
export function resolvedDoc(doc: Node, verdict: Verdict, wanted: Wanted): Node {
  const blocks: NodeJson[] = [];
  const known = new Map<NodeJson, Node>();
  let found = false;
  doc.forEach((block) => {
    const carries = nodeCarriesSuggestion(block);
    found ||= carries;
    // Untouched blocks are passed through by their outermost shape alone, which is what joining asks about.
    const json: NodeJson = carries ? (block.toJSON() as NodeJson) : { type: block.type.name, content: [] };
    if (!carries) known.set(json, block);
    blocks.push(json);
  });
  if (!found) return doc;
  // A block may be continued by the next one: then its content is needed after all.
  blocks.forEach((json, index) => {
    const block = known.get(json);
    if (block && doc.childCount > index + 1 && mayBeContinued(blocks, index)) {
      known.delete(json);
      blocks[index] = block.toJSON() as NodeJson;
    }
  });
  const content = resolveBlocks(blocks, verdict, wanted).map(
    (json) => known.get(json) ?? nodeOf(doc.type.schema, json),
  );
  return doc.copy(Fragment.fromArray(content.length > 0 ? content : [filling(doc.type)]));
}

/** Whether a node of an editor's document carries a suggestion, or anything in it does. */
export function nodeCarriesSuggestion(node: Node): boolean {
  if (node.isText)
    return node.marks.some(({ type }) => type.name === 'ins' || type.name === 'del' || type.name === 'fmt');
  if (node.attrs['sug'] != null) return true;
  let found = false;
  node.forEach((child) => {
    found ||= nodeCarriesSuggestion(child);
  });
  return found;
}

/** Whether the next block that may stay wants to continue this one. */
function mayBeContinued(blocks: readonly NodeJson[], index: number): boolean {
  for (const block of blocks.slice(index + 1)) {
    const ops = changesOf(block).map(({ op }) => op);
    if (ops.includes('split') || ops.includes('join')) return true;
    if (!ops.includes('insert') && !ops.includes('delete')) return false;
  }
  return false;
}

/** Makes a node of the editor's own schema, and fills what must hold something and does not. */
function nodeOf(schema: Schema, json: NodeJson): Node {
  const marks = json.marks?.map((mark) => schema.markFromJSON(mark));
  if (json.text !== undefined) return schema.text(json.text, marks);
  const type = schema.nodes[json.type];
  if (!type) throw new RangeError(`A section has no ${json.type}.`);
  const content = Fragment.fromArray((json.content ?? []).map((child) => nodeOf(schema, child)));
  if (type.validContent(content)) return type.create(json.attrs, content, marks);
  return type.createAndFill(json.attrs, content, marks) ?? type.create(json.attrs, content, marks);
}

function filling(type: NodeType): Node {
  const node = type.contentMatch.defaultType?.createAndFill();
  if (!node) throw new Error('A section can hold an empty block.');
  return node;
}

/** Changes the transform's document into another one by steps that leave alone whatever is the same in both. */
export function changeInto(tr: Transform, target: Node): void {
  changeContent(tr, 0, tr.doc, target);
}

/** @param start where the old node's content begins in the transform's document */
function changeContent(tr: Transform, start: number, old: Node, target: Node): void {
  let first = 0;
  const least = Math.min(old.childCount, target.childCount);
  while (first < least && same(old.child(first), target.child(first))) first += 1;
  let last = 0;
  while (last < least - first && same(at(old, last), at(target, last))) last += 1;
  const [oldEnd, targetEnd] = [old.childCount - last, target.childCount - last];
  if (first === oldEnd && first === targetEnd) return;
  if (oldEnd - first === targetEnd - first && alike(old, target, first, oldEnd)) {
    let position = start + sizeUpTo(old, oldEnd);
    // From the end, so that positions before stay what they are.
    for (let index = oldEnd - 1; index >= first; index -= 1) {
      position -= old.child(index).nodeSize;
      changeNode(tr, position, old.child(index), target.child(index));
    }
    return;
  }
  const content = Fragment.fromArray(target.children.slice(first, targetEnd) as Node[]);
  const from = start + sizeUpTo(old, first);
  tr.step(new ReplaceStep(from, start + sizeUpTo(old, oldEnd), new Slice(content, 0, 0)));
}

/** A node that keeps its kind: its attributes, then what is in it. */
function changeNode(tr: Transform, position: number, old: Node, target: Node): void {
  if (!old.isLeaf) changeContent(tr, position + 1, old, target);
  for (const name of Object.keys(target.attrs))
    if (JSON.stringify(old.attrs[name]) !== JSON.stringify(target.attrs[name]))
      tr.setNodeAttribute(position, name, target.attrs[name]);
}

/** Whether the nodes of a range have the same kinds in the same order, none of them text. */
function alike(old: Node, target: Node, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) {
    const [one, other] = [old.child(index), target.child(index)];
    if (one.isText || one.type !== other.type) return false;
  }
  return true;
}

const same = (one: Node, other: Node): boolean => one === other || one.eq(other);
const at = (node: Node, fromEnd: number): Node => node.child(node.childCount - 1 - fromEnd);

function sizeUpTo(node: Node, index: number): number {
  let size = 0;
  for (let child = 0; child < index; child += 1) size += node.child(child).nodeSize;
  return size;
}
