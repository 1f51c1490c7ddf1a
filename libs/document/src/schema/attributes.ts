/** Checks on attribute values. A client may send anything; ProseMirror itself only checks names. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new RangeError(what);
}

const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

export const checkLevel = (value: unknown): void => must(isWhole(value, 1, 4), 'A heading has level 1 to 4.');

export const checkStart = (value: unknown): void =>
  must(isWhole(value, 0, 99_999), 'A list starts with a whole number.');

export const checkListType = (value: unknown): void =>
  must(
    value === null || (typeof value === 'string' && /^[1aAiI]$/.test(value)),
    'A list is numbered 1, a, A, i or I.',
  );

export const checkSpan = (value: unknown): void =>
  must(isWhole(value, 1, 100), 'A cell spans 1 to 100 rows or columns.');

export const checkColumnWidths = (value: unknown): void =>
  must(
    value === null ||
      (Array.isArray(value) && value.length <= 100 && value.every((width) => isWhole(width, 0, 10_000))),
    'Column widths are whole pixels.',
  );

export const checkAlignment = (value: unknown): void =>
  must(
    value === null || value === 'left' || value === 'center' || value === 'right',
    'A cell is aligned left, center or right.',
  );
