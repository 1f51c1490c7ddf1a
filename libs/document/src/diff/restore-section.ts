import { Node } from '@tiptap/pm/model';
import { updateYFragment } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { baseOf } from '../read/base.js';
import { fragmentOf, readBlock } from '../read/read-section.js';
import { sectionOf, type NodeJson, type SectionJson } from '../read/section-json.js';
import { changesOf } from '../suggest/block-changes.js';
import { sectionSchema } from '../schema/section.schema.js';
import { pairBlocks, type BlockStep } from './pair-blocks.js';

/**
 * Changes a section so that its base reads like `wanted`, which must be a base itself. Blocks that read alike already are
 * not touched, with the suggestions that stand in them; in others only what differs changes, so that what somebody
 * else is typing at this moment keeps its place. One transaction. Does nothing where nothing differs.
 */
export function restoreSection(doc: Y.Doc, wanted: SectionJson): void {
  const fragment = fragmentOf(doc);
  doc.transact(() => {
    const standing = fragment.toArray().map((block, index) => ({ index, node: baseNodeOf(block) }));
    // Blocks that are only suggested are no part of the base; they stay where they are.
    const blocks = standing.filter(({ node }) => node !== null);
    const steps = reusing(
      pairBlocks(
        blocks.map(({ node }) => node ?? { type: 'doc' }),
        wanted.content,
      ),
    );
    // From the end, so that places before it stay as they are.
    let next = fragment.length;
    for (const step of steps.reverse()) {
      const index = 'before' in step ? (blocks[step.before]?.index ?? next) : next;
      const node = 'after' in step ? wanted.content[step.after] : undefined;
      if (step.kind === 'gone') fragment.delete(index, 1);
      else if (step.kind === 'new' && node) insertBlock(doc, fragment, index, node);
      else if (step.kind === 'paired' && node) reshape(doc, fragment, index, node);
      next = index;
    }
  });
}

/**
 * A block that goes where another comes becomes that other, however little they share: a block that is taken away takes the
 * words with it that somebody types into it at this moment.
 */
function reusing(steps: readonly BlockStep[]): BlockStep[] {
  const reused: BlockStep[] = [];
  let gone: number[] = [];
  let come: number[] = [];
  const close = (): void => {
    const shared = Math.min(gone.length, come.length);
    gone.forEach((before, at) => {
      const after = come[at];
      reused.push(after === undefined ? { kind: 'gone', before } : { kind: 'paired', before, after });
    });
    come.slice(shared).forEach((after) => reused.push({ kind: 'new', after }));
    [gone, come] = [[], []];
  };
  for (const step of steps) {
    if (step.kind === 'gone') gone.push(step.before);
    else if (step.kind === 'new') come.push(step.after);
    else {
      close();
      reused.push(step);
    }
  }
  close();
  return reused;
}

/**
 * A block of the section as its base reads; null if it is only suggested. A block whose boundary is a suggestion belongs
 * to its neighbour in the base: it comes as it is, so that it reads like no block that is wanted.
 */
function baseNodeOf(block: unknown): NodeJson | null {
  const nodes = readBlock(block);
  const [node] = nodes;
  if (node && changesOf(node).some(({ op }) => op === 'split' || op === 'join')) return node;
  const base = baseOf(sectionOf(nodes)).content;
  if (base.length === 0 && nodes.length > 0) return null;
  return (base.length === 1 ? base[0] : nodes[0]) ?? { type: 'doc' };
}

function reshape(doc: Y.Doc, fragment: Y.XmlFragment, index: number, node: NodeJson): void {
  const element = fragment.get(index);
  if (element instanceof Y.XmlElement && element.nodeName === node.type) return write(doc, element, node);
  fragment.delete(index, 1);
  insertBlock(doc, fragment, index, node);
}

function insertBlock(doc: Y.Doc, fragment: Y.XmlFragment, index: number, node: NodeJson): void {
  const element = new Y.XmlElement(node.type);
  fragment.insert(index, [element]);
  write(doc, element, node);
}

/** The editor's own way of writing a node, which changes only what differs. */
function write(doc: Y.Doc, element: Y.XmlElement, node: NodeJson): void {
  updateYFragment(doc, element, Node.fromJSON(sectionSchema, node), {
    mapping: new Map(),
    isOMark: new Map(),
  });
}
