import { inflateRawSync } from 'node:zlib';

const centralEntry = 0x02014b50;
const stored = 0;

/**
 * The text of every file in a ZIP archive (bytes), one after the other: what a spreadsheet or a Word file says, with its
 * XML. Archives with encryption or above 4 GiB are not read.
 */
export function textOfZip(archive: Uint8Array): string {
  const bytes = Buffer.from(archive);
  const texts: string[] = [];
  for (let at = bytes.length - 22; at >= 0; at -= 1) {
    if (bytes.readUInt32LE(at) !== centralEntry) continue;
    const start = bytes.readUInt32LE(at + 42);
    const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    const packed = bytes.subarray(from, from + bytes.readUInt32LE(at + 20));
    texts.unshift((bytes.readUInt16LE(at + 10) === stored ? packed : inflateRawSync(packed)).toString());
  }
  return texts.join('\n');
}
