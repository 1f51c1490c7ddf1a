/**
 * Why a version of a section was kept. `named`: somebody gave it a name; the others are kept without being asked for:
 * at the steps of review, approval and submission; `pause`: before the first words after half an hour of quiet, or in a
 * sitting that knows no quiet; `before_restore`: what stood there before another version was brought back;
 * `restored`: what stood there after it.
 */
export const versionKinds = [
  'named',
  'review_requested',
  'review_asked_again',
  'verdict_approve',
  'verdict_request_changes',
  'verdict_abstain',
  'approved',
  'locked',
  'frozen',
  'submitted',
  'pause',
  'before_restore',
  'restored',
] as const;

/** One of {@link versionKinds}. */
export type VersionKind = (typeof versionKinds)[number];

/** What decides whether a version stands in the list by itself. */
export interface VersionFacts {
  readonly kind: VersionKind;
  readonly name: string;
}

/** Whether people look for a version by itself: it has a name, or a step was taken on it. Others may be folded away. */
export function standsOut({ kind, name }: VersionFacts): boolean {
  return name !== '' || (kind !== 'pause' && kind !== 'before_restore');
}

/** A version by itself, or several that are folded away together. Keeps the order given. */
export type VersionGroup<V> =
  | { readonly kind: 'single'; readonly version: V }
  | { readonly kind: 'folded'; readonly versions: readonly V[] };

/** Folds versions that do not stand out and follow each other into one group; a lone one stays as it is. */
export function foldVersions<V extends VersionFacts>(versions: readonly V[]): VersionGroup<V>[] {
  const groups: VersionGroup<V>[] = [];
  let quiet: V[] = [];
  const flush = (): void => {
    const [lone] = quiet;
    if (quiet.length > 1) groups.push({ kind: 'folded', versions: quiet });
    else if (lone) groups.push({ kind: 'single', version: lone });
    quiet = [];
  };
  for (const version of versions) {
    if (!standsOut(version)) quiet.push(version);
    else {
      flush();
      groups.push({ kind: 'single', version });
    }
  }
  flush();
  return groups;
}

/** A text that was in sight for less than this was glanced at, not read. Milliseconds. */
const glanceMs = 20_000;

/** Whether a text counts as read by somebody who had it in sight for so many milliseconds, all in all. */
export const countsAsRead = (inSightMs: number): boolean => inSightMs >= glanceMs;
