/** A mark as ProseMirror writes it. */
export interface MarkJson {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}

/** A node as ProseMirror writes it. Text nodes carry `text`, all others may carry `content`. */
export interface NodeJson {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly NodeJson[];
  readonly marks?: readonly MarkJson[];
  readonly text?: string;
}

/** A whole section: the node `doc` and its blocks. An untouched section has no blocks. */
export interface SectionJson extends NodeJson {
  readonly type: 'doc';
  readonly content: readonly NodeJson[];
}

/** Makes a section of blocks. */
export function sectionOf(content: readonly NodeJson[]): SectionJson {
  return { type: 'doc', content };
}
