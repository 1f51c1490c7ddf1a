import type { Origin } from '../read/read-authored.js';
import type { NodeJson, SectionJson } from '../read/section-json.js';

/** Who did what between the two texts; ids of people, or null where nobody knows any more. */
export interface Authorship {
  /** Who writes under a Yjs client id. */
  readonly personOf: (client: number) => string | null;
  /** Whether what stands there came after the first text. */
  readonly isNew: (origin: Origin) => boolean;
  /** Who deleted what stood there. */
  readonly deleterOf: (origin: Origin) => string | null;
}

/** What happened to a stretch: its words or blocks came, went, or stayed and took another shape. */
export type ChangeKind = 'inserted' | 'deleted' | 'reshaped';

/** One changed stretch of the drawn text. */
export interface Change {
  readonly kind: ChangeKind;
  /** `text`: a run within a block; `block`: a whole paragraph, list item, table row, cell and the like. */
  readonly of: 'text' | 'block';
  /** Positions in the ProseMirror document of {@link SectionDiff.drawn}. */
  readonly from: number;
  readonly to: number;
  /** The person who did it; null where nobody knows. */
  readonly by: string | null;
  /** Of `reshaped`: the marks or attributes that differ, `type` where the block became another kind. */
  readonly names: readonly string[];
}

/** The difference of two texts, ready to be drawn. */
export interface SectionDiff {
  /** Both texts in one: what went stands before what came in its place. For reading only: it may break the schema. */
  readonly drawn: SectionJson;
  /** In the order of the text. */
  readonly changes: readonly Change[];
  readonly wordsAdded: number;
  readonly wordsRemoved: number;
}

/** What happened to a node, before positions are known. */
export interface NodeChange {
  readonly kind: ChangeKind;
  readonly by: string | null;
  readonly names: readonly string[];
}

/** A node of the drawn text. */
export interface DrawnNode extends NodeJson {
  readonly change?: NodeChange;
  readonly content?: readonly DrawnNode[];
}
