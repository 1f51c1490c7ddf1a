import type { ImageHead } from './image-head.js';
import type { RemadeImage } from './remake.js';

/** What the child is given. `mostMemory` is in bytes, for the whole process. */
export interface ChildRequest {
  readonly bytes: Uint8Array;
  readonly head: ImageHead;
  readonly mostMemory: number;
}

/** What it answers. `detail` is for the log. */
export type ChildAnswer =
  | { readonly kind: 'remade'; readonly image: RemadeImage }
  | { readonly kind: 'damaged'; readonly detail: string }
  | { readonly kind: 'too_heavy' };
