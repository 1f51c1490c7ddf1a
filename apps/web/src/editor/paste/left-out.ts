/** Kinds of things that a paste leaves out or brings in another form; each has its words in the messages. */
export const leftOutKinds = [
  'colour',
  'font',
  'underline',
  'alignment',
  'script_position',
  'link',
  'text_box',
  'embedded',
  'control',
  'comment',
  'hidden',
  'nesting',
  'picture_far',
  'picture_lost',
  'tracked',
  'footnote',
  'reference',
] as const;

/** One of {@link leftOutKinds}. */
export type LeftOutKind = (typeof leftOutKinds)[number];

/** How often each kind was met; what was not met is not there. */
export type LeftOut = Readonly<Partial<Record<LeftOutKind, number>>>;

/** Counts what a paste leaves out. */
export class LeftOutCounter {
  private readonly counts: Partial<Record<LeftOutKind, number>> = {};

  add(kind: LeftOutKind, count = 1): void {
    if (count > 0) this.counts[kind] = (this.counts[kind] ?? 0) + count;
  }

  get all(): LeftOut {
    return this.counts;
  }
}
