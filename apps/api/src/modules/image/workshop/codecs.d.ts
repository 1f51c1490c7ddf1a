/** What the codecs take of a browser; Node has the first, and `remake.ts` brings the second. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
}

interface ImageData {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly colorSpace: 'srgb' | 'display-p3';
}
