import type { SectionDiff, SectionJson } from '@concordat/document';

/** A text as the updates (Yjs V1) that together make it. */
export type TextParts = readonly Uint8Array[];

/** A row of the log between two texts and who it came from. */
export interface WrittenRow {
  readonly personId: string;
  readonly bytes: Uint8Array;
}

/** What a thread is asked: the difference of two texts, or the base of one unless another already reads like it. */
export type CompareRequest =
  | {
      readonly kind: 'compare';
      readonly before: TextParts;
      readonly after: TextParts;
      /** The rows after the one text up to the other, in order. */
      readonly between: readonly WrittenRow[];
      /** The person behind each Yjs client id. */
      readonly writers: readonly (readonly [client: number, personId: string])[];
    }
  | { readonly kind: 'base'; readonly text: TextParts; readonly unlike: TextParts };

export type CompareAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'compared'; readonly difference: SectionDiff }
  | { readonly kind: 'base'; readonly section: SectionJson | null }
  | { readonly kind: 'failed'; readonly reason: string };
