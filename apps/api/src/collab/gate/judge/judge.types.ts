/** How a person changes a text. What a mode allows is for the rules of `judged-texts.ts` to say. */
export type EditMode = 'edit';

/** Why a thread does not let an update pass. */
export type JudgeRefusal = 'update.malformed' | 'update.gap' | 'update.schema' | 'update.too_heavy';

/** What a thread is asked. Requests of a section follow each other; a thread answers one at a time. */
export type JudgeRequest =
  | {
      readonly kind: 'load';
      readonly sectionId: string;
      /** The whole text in Yjs V1, as one update or several. It passed before. */
      readonly text: readonly Uint8Array[];
    }
  | {
      readonly kind: 'judge';
      readonly sectionId: string;
      /** What went into the text since the thread last saw it. It passed before. */
      readonly news: readonly Uint8Array[];
      readonly update: Uint8Array;
      readonly mode: EditMode;
    }
  | { readonly kind: 'forget'; readonly sectionId: string };

/**
 * What a thread answers, in the order of the requests; nothing to `forget`. After a refusal it has forgotten the
 * section. `costMs` is what the thread computed to put the update in; `clock` is the file of its {@link ThreadClock}.
 */
export type JudgeAnswer =
  | { readonly kind: 'ready'; readonly clock: string | null }
  | { readonly kind: 'loaded' }
  | { readonly kind: 'judged'; readonly refusal: JudgeRefusal | null; readonly costMs: number };
