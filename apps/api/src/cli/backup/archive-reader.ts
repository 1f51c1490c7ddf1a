import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CommandError } from '../command.js';

const block = 512;

interface Place {
  readonly start: number;
  readonly size: number;
}

/** Reads an archive that `ArchiveWriter` made. Refuses a file that is none, or that ends too early. */
export class ArchiveReader {
  private constructor(
    private readonly path: string,
    private readonly places: ReadonlyMap<string, Place>,
  ) {}

  static async open(path: string): Promise<ArchiveReader> {
    const file = await open(path, 'r');
    try {
      return new ArchiveReader(path, await index(file, path));
    } finally {
      await file.close();
    }
  }

  get names(): readonly string[] {
    return [...this.places.keys()];
  }

  /** Size of a part in bytes; undefined where the archive has no such part. */
  sizeOf(name: string): number | undefined {
    return this.places.get(name)?.size;
  }

  /** The bytes of a part, or of a stretch of it. */
  read(name: string, from = 0, to = this.sizeOf(name) ?? 0): Readable {
    const place = this.places.get(name);
    if (!place) throw new CommandError(`The back-up ${this.path} has no ${name}: it is not whole.`);
    // An end before the start would read to the end of the file.
    return to > from
      ? createReadStream(this.path, { start: place.start + from, end: place.start + to - 1 })
      : Readable.from([]);
  }

  /** A small part as a whole. */
  async readAll(name: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.read(name)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
}

async function index(file: FileHandle, path: string): Promise<Map<string, Place>> {
  const { size: end } = await file.stat();
  const places = new Map<string, Place>();
  const header = Buffer.alloc(block);
  for (let at = 0; ;) {
    const { bytesRead } = await file.read(header, 0, block, at);
    if (bytesRead === block && header.every((byte) => byte === 0)) return places;
    if (bytesRead < block || !isHeader(header)) {
      const isOurs = places.size > 0;
      throw new CommandError(
        isOurs
          ? `The back-up ${path} is not whole: it ends or is damaged after ${places.size} parts. Nothing was changed; use another back-up.`
          : `${path} is not a back-up of Concordat. Nothing was changed.`,
      );
    }
    const size = sizeIn(header);
    if (at + block + size > end)
      throw new CommandError(
        `The back-up ${path} is not whole: it was cut off. Nothing was changed; use another back-up.`,
      );
    places.set(header.toString('utf8', 0, header.indexOf(0)), { start: at + block, size });
    at += block + Math.ceil(size / block) * block;
  }
}

function isHeader(header: Buffer): boolean {
  if (header.toString('latin1', 257, 262) !== 'ustar') return false;
  const noted = Number.parseInt(header.toString('latin1', 148, 154), 8);
  let sum = 8 * 0x20;
  header.forEach((byte, at) => (sum += at >= 148 && at < 156 ? 0 : byte));
  return sum === noted;
}

function sizeIn(header: Buffer): number {
  if ((header[124] ?? 0) === 0x80) return Number(header.readBigUInt64BE(128));
  return Number.parseInt(header.toString('latin1', 124, 135), 8);
}
