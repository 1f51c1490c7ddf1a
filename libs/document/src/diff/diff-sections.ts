import type { AuthoredNode, AuthoredSection } from '../read/read-authored.js';
import { sectionOf, type NodeJson } from '../read/section-json.js';
import { sectionSchema } from '../schema/section.schema.js';
import { bare, deleted, diffInline, inserted, shaperOf } from './diff-inline.js';
import type { Authorship, Change, DrawnNode, SectionDiff } from './diff.types.js';
import { isTextBlockType, pairBlocks } from './pair-blocks.js';
import { countTokens } from './tokens.js';

/**
 * Compares two texts of a section, block by block and, within blocks that were edited, word by word; tables row by row
 * and cell by cell. Give it what is to be compared: the base of both, or both with their suggestions. Each change names
 * who made it: what came, by who wrote it; what went, by who deleted it; what took another shape, by who shaped it.
 */
export function diffSections(
  before: AuthoredSection,
  after: AuthoredSection,
  authors: Authorship,
): SectionDiff {
  const comparison = new Comparison(authors);
  const drawn = comparison.children(before.content, after.content, 'top');
  const changes: Change[] = [];
  placeChanges(drawn, 0, changes);
  const { wordsAdded, wordsRemoved } = comparison;
  return { drawn: sectionOf(drawn.map(bare)), changes, wordsAdded, wordsRemoved };
}

class Comparison {
  wordsAdded = 0;
  wordsRemoved = 0;

  constructor(private readonly authors: Authorship) {}

  children(
    before: readonly AuthoredNode[],
    after: readonly AuthoredNode[],
    where: 'top' | 'within',
  ): DrawnNode[] {
    return pairBlocks(before, after, where).map((step): DrawnNode => {
      const old = 'before' in step ? before[step.before] : undefined;
      const now = 'after' in step ? after[step.after] : undefined;
      if (step.kind === 'same' && now) return bare(now);
      if (old && now) return this.block(old, now);
      if (old) {
        this.wordsRemoved += wordsOf(old);
        return deleted(old, this.authors);
      }
      if (!now) throw new Error('A step of the comparison is about no block.');
      this.wordsAdded += wordsOf(now);
      return inserted(now, this.authors);
    });
  }

  /** A block that stayed and was edited. */
  private block(old: AuthoredNode, now: AuthoredNode): DrawnNode {
    const names = shapesThatDiffer(old, now);
    const by = names.includes('type')
      ? now.origin && this.authors.personOf(now.origin.client)
      : shaperOf(now, names, this.authors);
    const content = isTextBlockType(now.type)
      ? this.inline(old.content ?? [], now.content ?? [])
      : this.children(old.content ?? [], now.content ?? [], 'within');
    return {
      ...bare({ ...now, content: [] }),
      content,
      ...(names.length > 0 && { change: { kind: 'reshaped' as const, by: by ?? null, names } }),
    };
  }

  private inline(before: readonly AuthoredNode[], after: readonly AuthoredNode[]): readonly DrawnNode[] {
    const { content, wordsAdded, wordsRemoved } = diffInline(before, after, this.authors);
    this.wordsAdded += wordsAdded;
    this.wordsRemoved += wordsRemoved;
    return content;
  }
}

function shapesThatDiffer(old: NodeJson, now: NodeJson): string[] {
  if (old.type !== now.type) return ['type'];
  const known: Readonly<Record<string, { default?: unknown }>> =
    sectionSchema.nodes[now.type]?.spec.attrs ?? {};
  const names = new Set([...Object.keys(old.attrs ?? {}), ...Object.keys(now.attrs ?? {})]);
  const valueOf = (node: NodeJson, name: string): string =>
    JSON.stringify(node.attrs?.[name] ?? known[name]?.default ?? null);
  return [...names].filter((name) => valueOf(old, name) !== valueOf(now, name)).sort();
}

const wordsOf = (node: NodeJson): number =>
  isTextBlockType(node.type)
    ? countTokens((node.content ?? []).map(({ text }) => text ?? ' ').join(''))
    : (node.content ?? []).reduce((sum, child) => sum + wordsOf(child), 0);

/** Walks the drawn text as ProseMirror counts it and notes where each change stands. Gives the place after it. */
function placeChanges(nodes: readonly DrawnNode[], start: number, changes: Change[]): number {
  let at = start;
  for (const node of nodes) {
    const isInline = sectionSchema.nodes[node.type]?.isInline ?? false;
    const index = changes.length;
    const end = endOf(node, at, changes);
    if (node.change) {
      const change: Change = { ...node.change, of: isInline ? 'text' : 'block', from: at, to: end };
      const last = changes.at(-1);
      if (last && isInline && last.of === 'text' && last.to === at && isSameAct(last, change))
        changes[changes.length - 1] = { ...last, to: end };
      // A block stands before what is within it.
      else changes.splice(index, 0, change);
    }
    at = end;
  }
  return at;
}

function endOf(node: DrawnNode, at: number, changes: Change[]): number {
  if (node.text !== undefined) return at + node.text.length;
  if (sectionSchema.nodes[node.type]?.isLeaf ?? false) return at + 1;
  return placeChanges(node.content ?? [], at + 1, changes) + 1;
}

const isSameAct = (one: Change, other: Change): boolean =>
  one.kind === other.kind && one.by === other.by && one.names.join() === other.names.join();
