/** Name of a block by which other places refer to it. Short, because it stands in the text of every reference. */
const shape = /^[a-z0-9]{12}$/;
/** As much of an element as is read here: this library is used where there is no browser. */
interface WithAttributes {
  getAttribute(name: string): string | null;
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Says whether a value names a block: twelve small letters and digits. */
export function isNodeId(value: unknown): value is string {
  return typeof value === 'string' && shape.test(value);
}

/** A new name for a block, drawn at random: 36^12 of them, so that two writers never draw the same. */
export function newNodeId(): string {
  // 252 is the largest multiple of 36 in a byte; what lies above would favour the first letters.
  const drawn: string[] = [];
  while (drawn.length < 12) {
    const bytes = globalThis.crypto.getRandomValues(new Uint8Array(24));
    for (const byte of bytes) if (byte < 252) drawn.push(letters.charAt(byte % 36));
  }
  return drawn.slice(0, 12).join('');
}

/** The attribute of a block that can be referred to; null until an editor names it. A split never copies it. */
export const nodeIdAttribute = {
  default: null,
  keepOnSplit: false,
  validate: (value: unknown): void => {
    if (value !== null && !isNodeId(value))
      throw new RangeError('A block is named by 12 letters and digits.');
  },
  parseHTML: (element: unknown): string | null => {
    const named = (element as WithAttributes).getAttribute('data-node');
    return isNodeId(named) ? named : null;
  },
  renderHTML: ({ id }: Record<string, unknown>): Record<string, string> =>
    isNodeId(id) ? { 'data-node': id } : {},
};
