/** Pairs of places that stay: the i-th of one sequence is the j-th of the other. Both rise. */
export type Matches = readonly (readonly [number, number])[];

/** Differences beyond which nobody looks for the shortest way any more: the rest counts as replaced. */
const mostDifferences = 1_500;

/**
 * The longest common part of two sequences of keys (E. W. Myers, "An O(ND) difference algorithm and its variations",
 * 1986). What stands once in both is matched first, so that long texts fall into short stretches.
 */
export function matchSequences(one: readonly string[], other: readonly string[]): Matches {
  const found: [number, number][] = [];
  match(one, other, { from: 0, to: one.length, otherFrom: 0, otherTo: other.length }, found);
  return found;
}

interface Stretch {
  from: number;
  to: number;
  otherFrom: number;
  otherTo: number;
}

function match(
  one: readonly string[],
  other: readonly string[],
  stretch: Stretch,
  found: [number, number][],
): void {
  const { to, otherTo } = stretch;
  let { from, otherFrom } = stretch;
  while (from < to && otherFrom < otherTo && one[from] === other[otherFrom])
    found.push([from++, otherFrom++]);
  let end = 0;
  while (from < to - end && otherFrom < otherTo - end && one[to - 1 - end] === other[otherTo - 1 - end])
    end += 1;
  const inner = { from, to: to - end, otherFrom, otherTo: otherTo - end };
  if (inner.from < inner.to && inner.otherFrom < inner.otherTo) {
    const anchors = anchorsOf(one, other, inner);
    if (anchors.length === 0) shortest(one, other, inner, found);
    else {
      let at = inner.from;
      let otherAt = inner.otherFrom;
      for (const [anchor, otherAnchor] of anchors) {
        match(one, other, { from: at, to: anchor, otherFrom: otherAt, otherTo: otherAnchor }, found);
        found.push([anchor, otherAnchor]);
        at = anchor + 1;
        otherAt = otherAnchor + 1;
      }
      match(one, other, { from: at, to: inner.to, otherFrom: otherAt, otherTo: inner.otherTo }, found);
    }
  }
  for (let back = end; back > 0; back -= 1) found.push([to - back, otherTo - back]);
}

/** Keys that stand once in both stretches, in the longest order that rises in both. */
function anchorsOf(one: readonly string[], other: readonly string[], stretch: Stretch): [number, number][] {
  const places = new Map<string, { at: number; otherAt: number }>();
  const note = (key: string, side: 'at' | 'otherAt', place: number): void => {
    const known = places.get(key) ?? { at: -1, otherAt: -1 };
    // -1: not seen, -2: seen more than once.
    known[side] = known[side] === -1 ? place : -2;
    places.set(key, known);
  };
  for (let at = stretch.from; at < stretch.to; at += 1) note(one[at] ?? '', 'at', at);
  for (let at = stretch.otherFrom; at < stretch.otherTo; at += 1) note(other[at] ?? '', 'otherAt', at);
  const single = [...places.values()].filter(({ at, otherAt }) => at >= 0 && otherAt >= 0);
  return longestRise(single.sort((a, b) => a.at - b.at)).map(({ at, otherAt }) => [at, otherAt]);
}

/** The longest part of a list, sorted by `at`, in which `otherAt` rises too. */
function longestRise<T extends { readonly otherAt: number }>(sorted: readonly T[]): T[] {
  const tails: number[] = [];
  const before = new Array<number>(sorted.length).fill(-1);
  sorted.forEach(({ otherAt }, at) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[tails[middle] ?? 0]?.otherAt ?? 0) < otherAt) low = middle + 1;
      else high = middle;
    }
    before[at] = tails[low - 1] ?? -1;
    tails[low] = at;
  });
  const rise: T[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const item = sorted[at];
    if (item) rise.push(item);
  }
  return rise.reverse();
}

function shortest(
  one: readonly string[],
  other: readonly string[],
  { from, to, otherFrom, otherTo }: Stretch,
  found: [number, number][],
): void {
  const length = to - from;
  const otherLength = otherTo - otherFrom;
  const most = Math.min(length + otherLength, mostDifferences);
  const trace: Int32Array[] = [];
  const reached = new Int32Array(2 * most + 3);
  const middle = most + 1;
  for (let differences = 0; differences <= most; differences += 1) {
    trace.push(reached.slice(middle - differences - 1, middle + differences + 2));
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      const down = reached[middle + diagonal + 1] ?? 0;
      const right = (reached[middle + diagonal - 1] ?? 0) + 1;
      const goesDown = diagonal === -differences || (diagonal !== differences && right - 1 < down);
      let at = goesDown ? down : right;
      while (
        at < length &&
        at - diagonal < otherLength &&
        one[from + at] === other[otherFrom + at - diagonal]
      )
        at += 1;
      reached[middle + diagonal] = at;
      if (at >= length && at - diagonal >= otherLength)
        return walkBack(trace, differences, { from, otherFrom, at: length, otherAt: otherLength }, found);
    }
  }
}

function walkBack(
  trace: readonly Int32Array[],
  differences: number,
  end: { from: number; otherFrom: number; at: number; otherAt: number },
  found: [number, number][],
): void {
  const kept: [number, number][] = [];
  let { at, otherAt } = end;
  for (let left = differences; left >= 0; left -= 1) {
    const before = trace[left];
    const reachedOn = (diagonal: number): number => before?.[diagonal + left + 1] ?? 0;
    const diagonal = at - otherAt;
    const goesDown =
      diagonal === -left || (diagonal !== left && reachedOn(diagonal - 1) < reachedOn(diagonal + 1));
    const from = left === 0 ? 0 : reachedOn(goesDown ? diagonal + 1 : diagonal - 1);
    const otherFrom = left === 0 ? 0 : from - (goesDown ? diagonal + 1 : diagonal - 1);
    while (at > from && otherAt > otherFrom) {
      at -= 1;
      otherAt -= 1;
      kept.push([end.from + at, end.otherFrom + otherAt]);
    }
    at = from;
    otherAt = otherFrom;
  }
  found.push(...kept.reverse());
}
