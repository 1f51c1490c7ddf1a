/** The value that a share of the others stays below, such as 0.95; NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Our median divided by the floor's: each round's pair was measured in turn. */
export const ratio = (ours: readonly number[], floor: readonly number[]): number =>
  median(ours) / median(floor);

/** A number as the tables show it: two digits that say something. */
export function shown(value: number, unit = ''): string {
  if (!Number.isFinite(value)) return 'none';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)}${unit}`;
}

export const times = (value: number): string => shown(value, 'x');

/** Whether a figure reaches what was promised. */
export const verdict = (reached: boolean): string => (reached ? 'reached' : 'missed');
