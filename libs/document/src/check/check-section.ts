import { ok, refuse, type Outcome } from '@concordat/domain';
import type { NodeType, MarkType } from '@tiptap/pm/model';
import type { Doc } from 'yjs';
import { readSection, UnreadableSection } from '../read/read-section.js';
import type { MarkJson, NodeJson, SectionJson } from '../read/section-json.js';
import { sectionSchema } from '../schema/section.schema.js';
import { changesOf, type FormerBlock, formerMarksOf } from '../suggest/block-changes.js';

/**
 * Why a document does not fit the section's schema: `foreign_content` (types, embeds or marks' values no editor
 * writes), `too_deep`, `unknown_node`, `unknown_mark`, `attribute` (unknown name or a value outside its range,
 * addresses of links included), `misplaced` (a node or mark where the schema never allows it).
 */
export type SchemaRefusal =
  | 'document.foreign_content'
  | 'document.too_deep'
  | 'document.unknown_node'
  | 'document.unknown_mark'
  | 'document.attribute'
  | 'document.misplaced';

/**
 * Reads a section and checks all of it against the schema.
 *
 * What may never be accepted is refused; what two honest people can produce together is not. When one deletes the
 * first paragraph of a list item and the other its second, the merge leaves an empty item: the order and number of
 * children that the schema asks for are therefore not enforced here. Editors repair such places on sight.
 */
export function checkSection(doc: Doc): Outcome<SectionJson, SchemaRefusal> {
  try {
    const section = readSection(doc);
    const refusal = refusalOf(section, section.content);
    return refusal ? refuse(refusal) : ok(section);
  } catch (error) {
    if (error instanceof UnreadableSection) return refuse(error.code);
    throw error;
  }
}

/** The first reason why these blocks do not fit a section, or null. */
export function refusalOfBlocks(blocks: readonly NodeJson[]): SchemaRefusal | null {
  return refusalOf({ type: 'doc' }, blocks);
}

function refusalOf(parent: NodeJson, children: readonly NodeJson[]): SchemaRefusal | null {
  const parentType = sectionSchema.nodes[parent.type];
  if (!parentType) return 'document.unknown_node';
  for (const child of children) {
    const refusal = refusalOfNode(parentType, child) ?? refusalOf(child, child.content ?? []);
    if (refusal) return refusal;
  }
  return null;
}

function refusalOfNode(parentType: NodeType, node: NodeJson): SchemaRefusal | null {
  const type = sectionSchema.nodes[node.type];
  if (!type) return 'document.unknown_node';
  if (!childrenOf(parentType).has(type)) return 'document.misplaced';
  if (!attributesFit(type, node.attrs)) return 'document.attribute';
  for (const change of changesOf(node)) {
    if (change.op === 'attrs' && !isFormerOf(parentType, type, change.prev)) return 'document.attribute';
  }
  for (const mark of node.marks ?? []) {
    const refusal = refusalOfMark(parentType, mark);
    if (refusal) return refusal;
  }
  return null;
}

function refusalOfMark(parentType: NodeType, mark: MarkJson): SchemaRefusal | null {
  const type = sectionSchema.marks[mark.type];
  if (!type) return 'document.unknown_mark';
  if (!parentType.allowsMarkType(type)) return 'document.misplaced';
  if (!attributesFit(type, mark.attrs)) return 'document.attribute';
  return formerFit(parentType, mark) ? null : 'document.attribute';
}

/** Whether a block may become what it is said to have been: a rejection makes it so. */
function isFormerOf(parentType: NodeType, type: NodeType, { type: name, attrs }: FormerBlock): boolean {
  const former = sectionSchema.nodes[name];
  if (!former || !childrenOf(parentType).has(former) || !former.compatibleContent(type)) return false;
  return (
    former.isLeaf === type.isLeaf &&
    !Object.hasOwn(attrs, 'sug') &&
    !Object.hasOwn(attrs, 'id') &&
    attributesFit(former, attrs)
  );
}

/** Whether text may look as it is said to have looked: a rejection makes it so. */
function formerFit(parentType: NodeType, mark: MarkJson): boolean {
  if (mark.type !== 'fmt') return true;
  return formerMarksOf(mark.attrs?.['prev']).every((former) =>
    former.type === 'fmt' ? formerFit(parentType, former) : refusalOfMark(parentType, former) === null,
  );
}

function attributesFit(type: NodeType | MarkType, attrs: NodeJson['attrs'] = {}): boolean {
  const known = type.spec.attrs ?? {};
  if (Object.keys(attrs).some((name) => !Object.hasOwn(known, name))) return false;
  return Object.entries(known).every(([name, { default: fallback, validate }]) => {
    if (typeof validate !== 'function') return false;
    try {
      // A link without an address takes its default, null, which its own check refuses.
      validate(attrs[name] ?? fallback);
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  });
}

const knownChildren = new Map<NodeType, ReadonlySet<NodeType>>();

/** Every type that the parent may hold anywhere, whatever comes before it. */
function childrenOf(parent: NodeType): ReadonlySet<NodeType> {
  const known = knownChildren.get(parent);
  if (known) return known;
  const children = new Set<NodeType>();
  const seen = new Set([parent.contentMatch]);
  for (const match of seen) {
    for (let edge = 0; edge < match.edgeCount; edge += 1) {
      const { type, next } = match.edge(edge);
      children.add(type);
      seen.add(next);
    }
  }
  knownChildren.set(parent, children);
  return children;
}
