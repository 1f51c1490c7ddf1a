import { crc32, deflateSync } from 'node:zlib';

/** A 16 by 8 JPEG, made for tests. */
const plainJpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wEEEAANAA0ADQANAA4ADQAOABAAEAAOABQAFgATABYAFAAeABsAGQAZABsAHgAtACAAIgAgACIAIAAtAEQAKgAyACoAKgAyACoARAA8AEkAOwA3ADsASQA8AGwAVQBLAEsAVQBsAH0AaQBjAGkAfQCXAIcAhwCXAL4AtQC+APkA+QFOEQANAA0ADQANAA4ADQAOABAAEAAOABQAFgATABYAFAAeABsAGQAZABsAHgAtACAAIgAgACIAIAAtAEQAKgAyACoAKgAyACoARAA8AEkAOwA3ADsASQA8AGwAVQBLAEsAVQBsAH0AaQBjAGkAfQCXAIcAhwCXAL4AtQC+APkA+QFO/8IAEQgACAAQAwEiAAIRAQMRAf/EACgAAQEAAAAAAAAAAAAAAAAAAAAFAQEBAAAAAAAAAAAAAAAAAAAEBv/aAAwDAQACEAMQAAAAiVQFX//EABQQAQAAAAAAAAAAAAAAAAAAABD/2gAIAQEAAT8AP//EABYRAAMAAAAAAAAAAAAAAAAAAAADQv/aAAgBAgEBPwB0n//EABYRAAMAAAAAAAAAAAAAAAAAAAADQv/aAAgBAwEBPwB8n//Z',
  'base64',
);

/** A 16 by 8 WebP, made for tests. */
export const webp = Buffer.from(
  'UklGRjgAAABXRUJQVlA4ICwAAABwAQCdASoQAAgAAsBMJaACdAFAAAD+5k/+U3vfyqWvx//PTP8U//gLPoAAAA==',
  'base64',
);

/** A 1 by 1 GIF. */
export const gif = Buffer.from('R0lGODdhAQABAIAAAP///////ywAAAAAAQABAAACAkQBADs=', 'base64');

/** The same GIF with its one picture twice: a film. */
export const film = Buffer.concat([gif.subarray(0, -1), gif.subarray(19, -1), gif.subarray(-1)]);

export const svg = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
);

/** A segment as cameras write it: turned by a quarter, with words that are nobody's business. */
export function jpegWith(words: string): Buffer {
  const turned = Buffer.from('4d4d002a000000080001011200030000000100060000' + '00000000', 'hex');
  const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), turned, Buffer.from(words)]);
  const mark = Buffer.from([0xff, 0xe1, 0, 0]);
  mark.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([plainJpeg.subarray(0, 2), mark, content, plainJpeg.subarray(2)]);
}

const chunk = (name: string, content: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
};

/** A PNG of one grey, so that a huge one is small while it is packed. `words` stand in a chunk of text. */
export function png(
  width: number,
  height: number,
  {
    grey = 128,
    words = '',
    claims = [width, height] as readonly [number, number],
    chunks = [] as Buffer[],
  } = {},
): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(claims[0], 0);
  head.writeUInt32BE(claims[1], 4);
  head.set([8, 0, 0, 0, 0], 8);
  const row = Buffer.alloc(width + 1, grey);
  row[0] = 0;
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)), { level: 1 });
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    ...(words === '' ? [] : [chunk('tEXt', Buffer.from(`Comment\0${words}`))]),
    ...chunks,
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A PNG that moves. */
export const movingPng = (): Buffer => png(2, 2, { chunks: [chunk('acTL', Buffer.alloc(8))] });
