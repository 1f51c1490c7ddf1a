import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ImageHead } from './image-head.js';

/** A picture made anew: PNG or JPEG without anything but its pixels. Width and height are in pixels. */
export interface RemadeImage {
  readonly mediaType: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** The longest side that is kept, in pixels: a page's width at more than 350 dots an inch. */
const longestSide = 2400;
/** A photograph kept as PNG weighs ten times what it must; beyond this many bytes it is worth a look. */
const heavyPng = 1_500_000;
const quality = 86;

/** Red, green, blue and alpha, a byte each, row by row from the top left. */
interface Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly colorSpace: 'srgb' | 'display-p3';
}

const pixels = (data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number): Pixels => ({
  data,
  width,
  height,
  colorSpace: 'srgb',
});

// The codecs are made for browsers and bring their pixels in the browser's own box.
class PixelBox implements Pixels {
  readonly colorSpace = 'srgb';

  constructor(
    readonly data: Uint8ClampedArray<ArrayBuffer>,
    readonly width: number,
    readonly height: number,
  ) {}
}

const require = createRequire(import.meta.url);
const wasm = (file: string): WebAssembly.Module =>
  new WebAssembly.Module(new Uint8Array(readFileSync(require.resolve(file))));

/** The part of omggif that is used; it brings no types. Throws on what is no GIF. */
type GifReaderMaker = new (bytes: Uint8Array) => {
  readonly width: number;
  readonly height: number;
  decodeAndBlitFrameRGBA(frame: number, into: Uint8ClampedArray): void;
};

/**
 * Unpacks a picture and makes it anew, turned upright and at most {@link longestSide} long. The codecs are
 * WebAssembly: what a hostile picture breaks in them stays inside their own memory. Rejects with whatever they throw.
 */
export async function remakeImage(
  bytes: Uint8Array,
  { kind }: Pick<ImageHead, 'kind'>,
): Promise<RemadeImage> {
  (globalThis as { ImageData?: unknown }).ImageData ??= PixelBox;
  const found = await decoders[kind](bytes);
  const isOpaque = hasNoHoles(found);
  const fitting = await fit(found);
  const isPhotograph = kind === 'jpeg' && isOpaque;
  const png = isPhotograph ? null : await encodePng(fitting);
  if (png !== null && !(isOpaque && png.length > heavyPng)) return remade('image/png', fitting, png);
  const jpeg = await encodeJpeg(fitting);
  return png !== null && png.length < 2 * jpeg.length
    ? remade('image/png', fitting, png)
    : remade('image/jpeg', fitting, jpeg);
}

const remade = (
  mediaType: RemadeImage['mediaType'],
  { width, height }: Pixels,
  bytes: Uint8Array,
): RemadeImage => ({ mediaType, width, height, bytes });

const decoders: Record<ImageHead['kind'], (bytes: Uint8Array) => Promise<Pixels>> = {
  async png(bytes) {
    const { decode, init } = await import('@jsquash/png/decode.js');
    await init(wasm('@jsquash/png/codec/pkg/squoosh_png_bg.wasm'));
    return decode(bufferOf(bytes));
  },
  async jpeg(bytes) {
    const { default: decode, init } = await import('@jsquash/jpeg/decode.js');
    await init(wasm('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'));
    return decode(bufferOf(bytes), { preserveOrientation: true });
  },
  async webp(bytes) {
    const { default: decode, init } = await import('@jsquash/webp/decode.js');
    await init(wasm('@jsquash/webp/codec/dec/webp_dec.wasm'));
    return decode(bufferOf(bytes));
  },
  gif(bytes) {
    const { GifReader } = require('omggif') as { readonly GifReader: GifReaderMaker };
    const reader = new GifReader(bytes);
    const { width, height } = reader;
    const data = new Uint8ClampedArray(width * height * 4);
    reader.decodeAndBlitFrameRGBA(0, data);
    return Promise.resolve(pixels(data, width, height));
  },
};

async function encodePng(image: Pixels): Promise<Uint8Array> {
  const { default: encode, init } = await import('@jsquash/png/encode.js');
  await init(wasm('@jsquash/png/codec/pkg/squoosh_png_bg.wasm'));
  return new Uint8Array(await encode(image));
}

async function encodeJpeg(image: Pixels): Promise<Uint8Array> {
  const { default: encode, init } = await import('@jsquash/jpeg/encode.js');
  await init(wasm('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'));
  return new Uint8Array(await encode(image, { quality }));
}

async function fit(image: Pixels): Promise<Pixels> {
  const factor = longestSide / Math.max(image.width, image.height);
  if (factor >= 1) return image;
  const { default: resize, initResize } = await import('@jsquash/resize');
  await initResize(wasm('@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm'));
  return resize(image, {
    width: Math.max(1, Math.round(image.width * factor)),
    height: Math.max(1, Math.round(image.height * factor)),
    method: 'triangle',
    premultiply: true,
    linearRGB: false,
  });
}

function hasNoHoles({ data }: Pixels): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
}

const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
