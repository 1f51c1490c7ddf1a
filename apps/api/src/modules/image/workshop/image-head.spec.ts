import { film, gif, jpegWith, movingPng, png, svg, webp } from '../../../../test/pictures.js';
import { readImageHead } from './image-head.js';

describe('the head of a picture', () => {
  it.each([
    ['a PNG', png(3, 5), { kind: 'png', width: 3, height: 5 }],
    ['a JPEG', jpegWith('x'), { kind: 'jpeg', width: 16, height: 8 }],
    ['a WebP', webp, { kind: 'webp', width: 16, height: 8 }],
    ['a GIF', gif, { kind: 'gif', width: 1, height: 1 }],
    ['a PNG that lies about its size', png(1, 1, { claims: [90_000, 90_000] }), { width: 90_000 }],
  ])('tells %s by its content', (_, bytes, expected) => {
    expect(readImageHead(bytes)).toMatchObject(expected);
  });

  it.each([
    ['a moving PNG', movingPng(), 'image.animated'],
    ['a film of GIFs', film, 'image.animated'],
    ['an SVG', svg, 'image.svg'],
    ['an SVG behind a page', Buffer.from('<!doctype html><p><SVG onload=alert(1)>'), 'image.svg'],
    ['a packed SVG', Buffer.from([0x1f, 0x8b, 8]), 'image.svg'],
    ['a HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0', 'latin1'), 'image.kind'],
    ['a bitmap', Buffer.from('BM\0\0'), 'image.kind'],
    ['a page', Buffer.from('<html><script>alert(1)</script>'), 'image.unknown'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'image.unknown'],
    ['nothing', Buffer.alloc(0), 'image.unknown'],
  ])('refuses %s', (_, bytes, code) => {
    expect(readImageHead(bytes)).toBe(code);
  });

  it.each([
    ['PNG', png(3, 5)],
    ['JPEG', jpegWith('x')],
    ['WebP', webp],
    ['GIF', gif],
  ])('finds a %s damaged wherever it is cut', (_, bytes) => {
    const codes = new Set<unknown>();
    for (let length = 12; length < bytes.length - 1; length += 1)
      codes.add(readImageHead(bytes.subarray(0, length)));
    expect([...codes]).toEqual(['image.damaged']);
  });
});
