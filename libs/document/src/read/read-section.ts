import * as Y from 'yjs';
import { sectionFieldName } from '../schema/section.schema.js';
import { sectionOf, type MarkJson, type NodeJson, type SectionJson } from './section-json.js';

/** How deep blocks may nest. Deeper ones are refused with `document.too_deep` before they can exhaust the stack. */
export const deepestNesting = 32;

/** What cannot be read as a section: content that no editor writes, or nesting beyond {@link deepestNesting}. */
export class UnreadableSection extends Error {
  override readonly name = 'UnreadableSection';

  constructor(readonly code: 'document.foreign_content' | 'document.too_deep') {
    super(code);
  }
}

/** The root type that holds a section's blocks. */
export function fragmentOf(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(sectionFieldName);
}

/**
 * Reads a section as ProseMirror JSON without touching it. (The editor's own binding deletes from the shared text
 * what its schema does not know; on the server that would be a silent edit.) Throws {@link UnreadableSection}.
 */
export function readSection(doc: Y.Doc): SectionJson {
  return sectionOf(readChildren(fragmentOf(doc).toArray(), 0));
}

/** Reads one block or run of text of a section as ProseMirror JSON. Throws {@link UnreadableSection}. */
export function readBlock(child: unknown, depth = 0): readonly NodeJson[] {
  if (child instanceof Y.XmlText) return readText(child);
  // XmlHook extends Map, not XmlElement: it falls through to the refusal like every other foreign type.
  if (!(child instanceof Y.XmlElement)) throw new UnreadableSection('document.foreign_content');
  if (depth >= deepestNesting) throw new UnreadableSection('document.too_deep');
  const attrs = child.getAttributes() as Record<string, unknown>;
  const content = readChildren(child.toArray(), depth + 1);
  return [
    {
      type: child.nodeName,
      ...(Object.keys(attrs).length > 0 && { attrs }),
      ...(content.length > 0 && { content }),
    },
  ];
}

function readChildren(children: readonly unknown[], depth: number): NodeJson[] {
  return children.flatMap((child) => readBlock(child, depth));
}

function readText(text: Y.XmlText): NodeJson[] {
  return (text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]).map((run) => {
    if (typeof run.insert !== 'string') throw new UnreadableSection('document.foreign_content');
    const marks = Object.entries(run.attributes ?? {}).map(readMark);
    return { type: 'text', text: run.insert, ...(marks.length > 0 && { marks }) };
  });
}

/** A run's attribute as a mark. Throws {@link UnreadableSection}. */
export function readMark([type, attrs]: [string, unknown]): MarkJson {
  if (typeof attrs !== 'object' || attrs === null || Array.isArray(attrs)) {
    throw new UnreadableSection('document.foreign_content');
  }
  return Object.keys(attrs).length > 0 ? { type, attrs: attrs as Record<string, unknown> } : { type };
}
