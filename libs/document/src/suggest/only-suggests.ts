import type { MarkJson, NodeJson } from '../read/section-json.js';
import { sectionSchema } from '../schema/section.schema.js';
import { changesOf } from './block-changes.js';
import { everySuggestion, formattingOf, idOf, resolveBlocks, type Wanted } from './resolve-blocks.js';
import { authorOfSuggestion } from './suggestion-id.js';

/** The part of a section that changed, before and after: all of it, or blocks that continue none outside of it. */
export interface ChangedPart {
  readonly before: readonly NodeJson[];
  readonly after: readonly NodeJson[];
  readonly isWhole: boolean;
}

/**
 * Whether somebody who may only suggest may turn these blocks into those: the base stays what it is, and so does the
 * view in which their own suggestions are rejected. So they may add, change and withdraw suggestions of their own, under
 * ids of their own, and can neither accept one nor touch anybody else's. A block without a name for references may be
 * given one; a name never goes.
 *
 * Both are whole sections, or what `changedPart` gives of one.
 */
export function onlySuggests({ before, after, isWhole }: ChangedPart, personId: string): boolean {
  const own: Wanted = (id) => authorOfSuggestion(id) === personId;
  const staysAlike = (wanted: Wanted): boolean => {
    const [one, other] = [before, after].map((blocks) => resolveBlocks(blocks, 'reject', wanted));
    if (!one || !other) return false;
    return readAlike(one, other) || (isWhole && isUntouched(one) && isUntouched(other));
  };
  if (!staysAlike(everySuggestion) || !staysAlike(own) || !keepsNames(before, after)) return false;
  // On text of one's own somebody else's name would not show in either view.
  const known = idsIn(before);
  return [...idsIn(after)].every((id) => own(id) || known.has(id));
}

/** A section that nobody has begun has no block; as soon as somebody opens it to write, it has an empty one. */
function isUntouched(blocks: readonly NodeJson[]): boolean {
  const [only] = blocks;
  return blocks.length === 0 || (blocks.length === 1 && only?.type === 'paragraph' && isBare(only));
}

/** The suggestions that blocks carry, those under others included. */
function idsIn(blocks: readonly NodeJson[], found = new Set<string>()): Set<string> {
  for (const node of blocks) {
    for (const { id } of changesOf(node)) found.add(id);
    for (const mark of node.marks ?? [])
      if (mark.type === 'ins' || mark.type === 'del') found.add(idOf(mark));
    for (const { id } of formattingOf(node.marks ?? [])) found.add(id);
    idsIn(node.content ?? [], found);
  }
  return found;
}

const isBare = (node: NodeJson): boolean =>
  (node.content ?? []).every(({ text }) => text === '') && typeof node.attrs?.['sug'] !== 'string';

function readAlike(one: readonly NodeJson[], other: readonly NodeJson[]): boolean {
  return (
    one.length === other.length &&
    one.every((node, index) => {
      const same = other[index];
      // Blocks that nobody touched are the very same objects.
      return same !== undefined && (node === same || printed(node) === printed(same));
    })
  );
}

/** A block with all its suggestions, and without its name: equal strings mean blocks that read alike in markup. */
function printed(node: NodeJson): string {
  return JSON.stringify(plain(node));
}

type Plain = readonly (string | readonly Plain[])[];

function plain(node: NodeJson): Plain {
  const attrs = plainAttributes(node.attrs, sectionSchema.nodes[node.type]?.spec.attrs, 'id');
  const runs: { marks: string; text: string }[] = [];
  const content: Plain[] = [];
  const flush = (): void => {
    for (const { marks, text } of runs.splice(0)) content.push(['text', marks, text]);
  };
  for (const child of node.content ?? []) {
    if (child.text === undefined) {
      flush();
      content.push(plain(child));
    } else if (child.text !== '') {
      const marks = printedMarks(child.marks);
      const last = runs.at(-1);
      if (last?.marks === marks) last.text += child.text;
      else runs.push({ marks, text: child.text });
    }
  }
  flush();
  return [node.type, attrs, content];
}

const printedMarks = (marks: readonly MarkJson[] = []): string =>
  marks
    .map(({ type, attrs }) => type + plainAttributes(attrs, sectionSchema.marks[type]?.spec.attrs))
    .sort()
    .join();

function plainAttributes(
  attrs: NodeJson['attrs'],
  known: Record<string, { default?: unknown }> | null | undefined,
  unread?: string,
): string {
  const kept = Object.entries(attrs ?? {})
    .filter(([name]) => name !== unread)
    .map(([name, value]) => [name, JSON.stringify(value) ?? 'null'] as const)
    .filter(([name, value]) => value !== JSON.stringify(known?.[name]?.default ?? null));
  return JSON.stringify(kept.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function keepsNames(before: readonly NodeJson[], after: readonly NodeJson[]): boolean {
  const there = namesOf(before);
  if (there.length === 0) return true;
  const left = new Set(namesOf(resolveBlocks(after, 'reject', everySuggestion)));
  const base = namesOf(resolveBlocks(before, 'reject', everySuggestion));
  return base.every((name) => left.has(name));
}

function namesOf(blocks: readonly NodeJson[]): string[] {
  return blocks.flatMap((node) => {
    const name = node.attrs?.['id'];
    const inside = namesOf(node.content ?? []);
    return typeof name === 'string' ? [name, ...inside] : inside;
  });
}
