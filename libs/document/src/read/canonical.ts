import { sectionSchema } from '../schema/section.schema.js';
import type { MarkJson, NodeJson, SectionJson } from './section-json.js';

/**
 * Version of the canonical form, not of the schema: a text without any newer kind of block keeps the string, and with it
 * the hash that states have signed, when the schema learns more.
 */
const canonicalVersion = 1;

/** Names by which other places refer to a block. Nobody reads them, so giving one changes no text. */
const unread: ReadonlySet<string> = new Set(['id']);

/**
 * The canonical form of a section, as the string that is hashed for sign-off, packages and snapshots: version
 * first, keys sorted, attributes at their default and names of blocks dropped, marks sorted by name, equal neighbouring
 * runs of text merged, empty runs dropped. Two documents that read alike have the same string, whatever their editing history.
 * Hash its UTF-8 bytes, or use {@link textHash}.
 */
export function canonicalText(section: SectionJson): string {
  return JSON.stringify({ schema: canonicalVersion, section: canonicalNode(section) });
}

/** The canonical form of one node, without the schema version: equal strings mean nodes that read alike. */
export function canonicalOf(node: NodeJson): string {
  return JSON.stringify(canonicalNode(node));
}

/** The canonical form of the marks of a run of text: equal strings mean runs that are formatted alike. */
export function canonicalMarksOf(marks: readonly MarkJson[] | undefined): string {
  return JSON.stringify(canonicalMarks(marks));
}

/** SHA-256 of {@link canonicalText}, as 32 bytes. Uses Web Crypto, which browsers and Node both have. */
export async function textHash(section: SectionJson): Promise<Uint8Array> {
  const bytes = new TextEncoder().encode(canonicalText(section));
  return new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes));
}

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

function canonicalNode(node: NodeJson): Plain {
  const attrs = canonicalAttributes(node.attrs, sectionSchema.nodes[node.type]?.spec.attrs, unread);
  const content = mergeRuns(node.content ?? []).map(canonicalNode);
  const marks = canonicalMarks(node.marks);
  return {
    ...(attrs && { attrs }),
    ...(content.length > 0 && { content }),
    ...(marks.length > 0 && { marks }),
    ...(node.text !== undefined && { text: node.text }),
    type: node.type,
  };
}

function canonicalMarks(marks: readonly MarkJson[] = []): Plain[] {
  return [...marks]
    .sort((one, other) => compare(one.type, other.type))
    .map((mark) => {
      const attrs = canonicalAttributes(mark.attrs, sectionSchema.marks[mark.type]?.spec.attrs);
      return { ...(attrs && { attrs }), type: mark.type };
    });
}

function canonicalAttributes(
  attrs: NodeJson['attrs'],
  known: Record<string, { default?: unknown }> | null | undefined,
  leftOut: ReadonlySet<string> = new Set(),
): Plain | undefined {
  const kept = Object.entries(attrs ?? {}).filter(
    ([name, value]) =>
      value !== undefined &&
      !leftOut.has(name) &&
      JSON.stringify(value) !== JSON.stringify(known?.[name]?.default ?? null),
  );
  return kept.length > 0 ? sorted(Object.fromEntries(kept)) : undefined;
}

/** Joins neighbouring text nodes that carry the same marks: where Yjs split them says nothing about the text. */
function mergeRuns(nodes: readonly NodeJson[]): NodeJson[] {
  const merged: NodeJson[] = [];
  for (const node of nodes) {
    if (node.text === '') continue;
    const last = merged.at(-1);
    if (node.text !== undefined && last?.text !== undefined && sameMarks(last, node)) {
      merged[merged.length - 1] = { ...last, text: last.text + node.text };
    } else {
      merged.push(node);
    }
  }
  return merged;
}

function sameMarks(one: NodeJson, other: NodeJson): boolean {
  return JSON.stringify(canonicalMarks(one.marks)) === JSON.stringify(canonicalMarks(other.marks));
}

function sorted(value: unknown): Plain {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value as Plain;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => compare(one, other))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

// By code unit, never by locale: the hash must not depend on the reader's language.
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
