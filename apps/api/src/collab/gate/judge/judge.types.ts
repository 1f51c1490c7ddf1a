/** Whose change it is judged as: an editor's, or that of this person, who may only suggest. */
export type JudgedAs = 'edit' | { readonly suggests: string };

/** Why a thread does not let an update pass. */
export type JudgeRefusal =
  | 'update.malformed'
  | 'update.gap'
  | 'update.schema'
  | 'update.fixed'
  | 'update.suggest_only'
  | 'update.too_heavy';

/** What a thread says of an update: why it may not stand, or what has to go with it; null for nothing. */
export type Verdict =
  { readonly refusal: JudgeRefusal } | { readonly refusal: null; readonly mend: Uint8Array | null };

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
      readonly as: JudgedAs;
    }
  | { readonly kind: 'forget'; readonly sectionId: string };

/**
 * What a thread answers, in the order of the requests; nothing to `forget`. After a refusal it has forgotten the
 * section. `costMs` is what the thread computed to put the update in; `clock` is the file of its {@link ThreadClock}.
 */
export type JudgeAnswer =
  | { readonly kind: 'ready'; readonly clock: string | null }
  | { readonly kind: 'loaded' }
  | { readonly kind: 'judged'; readonly verdict: Verdict; readonly costMs: number };
