import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What was stored under a name: its size in bytes and the SHA-256 of exactly those bytes, hexadecimal. */
export interface StoredPart {
  readonly size: number;
  readonly sha256: string;
}

const block = 512;

/**
 * Writes a tar archive part by part without knowing a part's size beforehand: the header is put before it when its end
 * has come. Any `tar` opens the result. Nothing is called finished before `close`, which waits for the disk.
 */
export class ArchiveWriter {
  private position = 0;

  private constructor(private readonly file: FileHandle) {}

  /** The file must not exist; it is readable by its owner alone. */
  static async create(path: string): Promise<ArchiveWriter> {
    return new ArchiveWriter(await open(path, 'wx', 0o600));
  }

  /** Stores what comes out of the last of these streams. */
  async add(
    name: string,
    source: NodeJS.ReadableStream,
    ...through: readonly Transform[]
  ): Promise<StoredPart> {
    const head = this.position;
    const hash = createHash('sha256');
    let size = 0;
    let at = head + block;
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        hash.update(chunk);
        size += chunk.length;
        const from = at;
        at += chunk.length;
        writeAll(this.file, chunk, from).then(() => done(), done);
      },
    });
    await pipeline([source, ...through, sink]);
    const padding = (block - (size % block)) % block;
    await writeAll(this.file, Buffer.alloc(padding), at);
    await writeAll(this.file, headerOf(name, size), head);
    this.position = at + padding;
    return { size, sha256: hash.digest('hex') };
  }

  /** Ends the archive and returns its size in bytes once the disk has it. */
  async close(): Promise<number> {
    await writeAll(this.file, Buffer.alloc(2 * block), this.position);
    await this.file.sync();
    await this.file.close();
    return this.position + 2 * block;
  }

  /** Lets go of a file that will not be finished. */
  async abandon(): Promise<void> {
    await this.file.close();
  }
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** A ustar header; sizes of 8 GiB and more are written in binary, as every tar of this century reads them. */
function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(block);
  if (Buffer.byteLength(name) > 100) throw new Error(`The name ${name} is too long for an archive`);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o600, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  if (size < 8 ** 11) header.write(octal(size, 11), 124);
  else {
    header.writeUInt32BE(0x80000000, 124);
    header.writeBigUInt64BE(BigInt(size), 128);
  }
  header.write(octal(0, 11), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
