/** What a picture's first bytes say about it. Sizes are in pixels. */
export interface ImageHead {
  readonly kind: 'png' | 'jpeg' | 'webp' | 'gif';
  readonly width: number;
  readonly height: number;
}

/** Why bytes are no picture that is taken; `damaged` where the beginning promises more than follows. */
export type HeadRefusal = 'image.svg' | 'image.animated' | 'image.kind' | 'image.unknown' | 'image.damaged';

const ascii = (bytes: Buffer, start: number, end: number): string => bytes.toString('latin1', start, end);

/**
 * Reads what a picture is from its content, never from a name: kind and size, before anything is unpacked. Looks at
 * marks and lengths only, and at each byte at most once.
 */
export function readImageHead(bytes: Buffer): ImageHead | HeadRefusal {
  try {
    if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return readPng(bytes);
    if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return readJpeg(bytes);
    if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return readWebp(bytes);
    if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return readGif(bytes);
  } catch (error) {
    if (isBeyondTheEnd(error)) return 'image.damaged';
    throw error;
  }
  return foreignKind(bytes);
}

const isBeyondTheEnd = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === 'ERR_OUT_OF_RANGE' || error.code === 'ERR_BUFFER_OUT_OF_BOUNDS');

function readPng(bytes: Buffer): ImageHead | HeadRefusal {
  let isWhole = false;
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const name = ascii(bytes, at + 4, at + 8);
    if (at === 8 && name !== 'IHDR') return 'image.damaged';
    if (name === 'acTL') return 'image.animated';
    if (name === 'IEND') {
      isWhole = at + 12 <= bytes.length;
      break;
    }
    at += 12 + length;
  }
  const head: ImageHead = { kind: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  return isWhole ? head : 'image.damaged';
}

/** Segments up to the first picture data, which gives the size before them. */
function readJpeg(bytes: Buffer): ImageHead | HeadRefusal {
  let size: Pick<ImageHead, 'width' | 'height'> | null = null;
  for (let at = 2; ;) {
    if (bytes.readUInt8(at) !== 0xff) return 'image.damaged';
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda) {
      // Within picture data a byte FF is never followed by D9: the last one found is the end of the picture.
      const isWhole = bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > at;
      return size !== null && isWhole ? { kind: 'jpeg', ...size } : 'image.damaged';
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) size = { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
}

function readWebp(bytes: Buffer): ImageHead | HeadRefusal {
  if (bytes.readUInt32LE(4) + 8 > bytes.length) return 'image.damaged';
  const name = ascii(bytes, 12, 16);
  const of = (width: number, height: number): ImageHead => ({ kind: 'webp', width, height });
  if (name === 'VP8 ') return of(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff);
  if (name === 'VP8L') {
    const bits = bytes.readUInt32LE(21);
    return of((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (name !== 'VP8X') return 'image.damaged';
  if ((bytes.readUInt8(20) & 0b10) !== 0) return 'image.animated';
  return of(bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1);
}

/** Walks the blocks of a GIF: more than one picture is a film. */
function readGif(bytes: Buffer): ImageHead | HeadRefusal {
  const head: ImageHead = { kind: 'gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  const paletteBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  let at = 13 + paletteBytes(bytes.readUInt8(10));
  for (let pictures = 0; ;) {
    const mark = bytes.readUInt8(at);
    if (mark === 0x3b) return pictures === 1 ? head : 'image.damaged';
    if (mark === 0x21) at += 2;
    else if (mark === 0x2c) {
      pictures += 1;
      if (pictures > 1) return 'image.animated';
      at += 11 + paletteBytes(bytes.readUInt8(at + 9));
    } else return 'image.damaged';
    while (bytes.readUInt8(at) !== 0) at += 1 + bytes.readUInt8(at);
    at += 1;
  }
}

/** What it is instead, where that can be told, so that the sentence says what to do. */
function foreignKind(bytes: Buffer): HeadRefusal {
  const start = ascii(bytes, 0, 4096);
  if (/<svg[\s>]/i.test(start) || /^\x1f\x8b/.test(start)) return 'image.svg';
  const isKnown =
    /^.{4}ftyp(?:avif|avis|heic|heix|hevc|mif1|msf1)/s.test(start) ||
    /^(?:BM|II\*\0|MM\0\*|\0\0\x01\0|8BPS|\0\0\0\x0cJXL |\xff\x0a|\xd7\xcd\xc6\x9a|\x01\0\0\0.{36} EMF)/s.test(
      start,
    );
  return isKnown ? 'image.kind' : 'image.unknown';
}
