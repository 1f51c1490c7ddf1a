/** How a check came out: all good, something to see to, or something that is wrong now. */
export type Verdict = 'good' | 'attention' | 'wrong';

/** What a check found, in one sentence: what is so, and where it is not good, what is safe and what to do. */
export interface Finding {
  readonly verdict: Verdict;
  readonly sentence: string;
}

export const good = (sentence: string): Finding => ({ verdict: 'good', sentence });
export const attention = (sentence: string): Finding => ({ verdict: 'attention', sentence });
export const wrong = (sentence: string): Finding => ({ verdict: 'wrong', sentence });

/** `2 days`, `3 hours`, `40 seconds`: the largest unit that is at least two. */
export function durationInWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  for (const [unit, size] of [
    ['days', 86_400],
    ['hours', 3_600],
    ['minutes', 60],
  ] as const)
    if (seconds >= 2 * size) return `${Math.floor(seconds / size)} ${unit}`;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
