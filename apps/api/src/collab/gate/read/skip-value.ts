import { type ByteReader, Unreadable } from './byte-reader.js';

/** Values of attributes are numbers, short words and lists of numbers: none nests deeper, none is longer. */
const deepestValue = 4;
const longestValue = 4096;

/** Passes over a value as lib0 writes any; what no attribute may hold is refused with `update.schema`. */
export function skipAny(reader: ByteReader, depth = 0): void {
  if (depth > deepestValue) throw new Unreadable('update.schema');
  switch (reader.byte()) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      return skipSigned(reader);
    case 124:
      return reader.skip(4);
    case 123:
      return reader.skip(8);
    case 119:
      if (reader.skipText() > longestValue) throw new Unreadable('update.schema');
      return;
    case 117:
      for (let left = reader.number(); left > 0; left -= 1) skipAny(reader, depth + 1);
      return;
    case 118:
      for (let left = reader.number(); left > 0; left -= 1) {
        // As a key it would not be stored but become the value's prototype, where no check sees it.
        if (reader.shortText(longestValue) === '__proto__') throw new Unreadable('update.schema');
        skipAny(reader, depth + 1);
      }
      return;
    case 122: // bigint
    case 116: // bytes
      throw new Unreadable('update.schema');
    default:
      throw new Unreadable('update.malformed');
  }
}

/** Passes over the value of a mark, which is JSON: short, flat, and JSON indeed. */
export function skipJson(reader: ByteReader): void {
  const text = reader.shortText(longestValue);
  if (depthOf(text) > deepestValue) throw new Unreadable('update.schema');
  try {
    JSON.parse(text);
  } catch {
    // lib0 would throw the same; here it is the update's fault and nothing else's.
    throw new Unreadable('update.malformed');
  }
}

function skipSigned(reader: ByteReader): void {
  for (let length = 1; length <= 8; length += 1) if (reader.byte() < 128) return;
  throw new Unreadable('update.malformed');
}

/** How deep brackets nest in JSON; those within strings do not count. One pass: a pattern could be made to go back. */
function depthOf(json: string): number {
  let [depth, deepest, isInText] = [0, 0, false];
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charAt(at);
    if (isInText) {
      if (character === '\\') at += 1;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, (depth += 1));
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
}
