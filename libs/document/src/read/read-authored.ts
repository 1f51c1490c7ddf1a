import * as Y from 'yjs';
import { baseOf } from './base.js';
import { deepestNesting, fragmentOf, readMark, UnreadableSection } from './read-section.js';
import type { NodeJson, SectionJson } from './section-json.js';

/** Where something stands in the shared text: the Yjs client that wrote it, and that client's clock at its start. */
export interface Origin {
  readonly client: number;
  readonly clock: number;
}

/** A node that knows where it comes from. */
export interface AuthoredNode extends NodeJson {
  /** Of a block, its element; of a run of text, its first UTF-16 unit: the clock goes on by one for each. */
  readonly origin?: Origin;
  /** Who set, or took away, an attribute or mark: Yjs client ids by its name. */
  readonly shapedBy?: Readonly<Record<string, number>>;
  readonly content?: readonly AuthoredNode[];
}

/** A section whose nodes know where they come from. Everything that reads a {@link SectionJson} reads it as well. */
export interface AuthoredSection extends SectionJson {
  readonly content: readonly AuthoredNode[];
}

/**
 * Reads a section as `readSection` does, with the Yjs clients behind every block, run of text, attribute and mark. Runs
 * are cut where another client's writing begins. Throws `UnreadableSection`.
 */
export function readAuthored(doc: Y.Doc): AuthoredSection {
  return { type: 'doc', content: readChildren(fragmentOf(doc).toArray(), 0) };
}

/** The base of a section (see `baseOf`) with the clients behind it: what a comparison of versions is made of. */
export function readAuthoredBase(doc: Y.Doc): AuthoredSection {
  // Taking suggestions back leaves out nodes and copies others with all they carry.
  return baseOf(readAuthored(doc)) as AuthoredSection;
}

function readChildren(children: readonly unknown[], depth: number): AuthoredNode[] {
  return children.flatMap((child) => {
    if (child instanceof Y.XmlText) return readText(child);
    if (!(child instanceof Y.XmlElement)) throw new UnreadableSection('document.foreign_content');
    if (depth >= deepestNesting) throw new UnreadableSection('document.too_deep');
    return [readElement(child, depth)];
  });
}

function readElement(element: Y.XmlElement, depth: number): AuthoredNode {
  const attrs = element.getAttributes() as Record<string, unknown>;
  const content = readChildren(element.toArray(), depth + 1);
  const shapedBy = Object.fromEntries([...element._map].map(([name, item]) => [name, item.id.client]));
  return {
    type: element.nodeName,
    ...(Object.keys(attrs).length > 0 && { attrs }),
    ...(content.length > 0 && { content }),
    ...(element._item && { origin: element._item.id }),
    ...(Object.keys(shapedBy).length > 0 && { shapedBy }),
  };
}

function readText(text: Y.XmlText): AuthoredNode[] {
  const runs: AuthoredNode[] = [];
  const attributes = new Map<string, unknown>();
  const shapedBy = new Map<string, number>();
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { content, id } = item;
    if (content instanceof Y.ContentFormat) {
      const { key, value } = content as { key: string; value: unknown };
      if (value === null) attributes.delete(key);
      else attributes.set(key, value);
      shapedBy.set(key, id.client);
    } else if (content instanceof Y.ContentString) {
      const marks = [...attributes].map(readMark);
      runs.push({
        type: 'text',
        text: content.str,
        ...(marks.length > 0 && { marks }),
        origin: id,
        ...(shapedBy.size > 0 && { shapedBy: Object.fromEntries(shapedBy) }),
      });
    } else if (content.isCountable()) throw new UnreadableSection('document.foreign_content');
  }
  return runs;
}
