import type { ComponentType } from 'react';
import type { z } from 'zod';
import type { ProofDialogProps } from './proof.js';

/** The words of a feature in one language: ICU messages by key. */
export type Messages = Readonly<Record<string, string>>;

/** The languages there are words for. */
export type Language = 'en';

type MessageFile<M extends Messages> = () => Promise<{ readonly messages: M }>;

/** One screen and the address it answers to. */
export interface Screen<K extends string = string> {
  /** TanStack Router's notation: `/proposals/$proposalId/deadlines`. */
  readonly path: `/${string}`;
  /** The key of its name among the feature's messages; it becomes the title of the document. */
  readonly title: K;
  /** `public` screens open without a session. */
  readonly access?: 'public';
  /** `slim` leaves only symbols in the rail (editor); `bare` has neither rail nor top bar (sign-in). */
  readonly frame?: 'slim' | 'bare';
  /** What may stand after the question mark: filters live in the address. Every part needs a default or a `catch`. */
  readonly search?: z.ZodType<Record<string, unknown>>;
  /** Loads the component, in a file of its own. */
  readonly load: () => Promise<ComponentType>;
}

/** What a feature brings: its words and its screens, both loaded when somebody goes there. */
export interface Feature<M extends Messages = Messages> {
  /** The folder's name; also the namespace of its messages. */
  readonly name: string;
  readonly messages: Readonly<Record<Language, MessageFile<M>>>;
  readonly screens: readonly Screen<keyof M & string>[];
  /** The dialog that asks for a fresh proof, wherever a request needs one; one feature brings it. */
  readonly proofDialog?: () => Promise<ComponentType<ProofDialogProps>>;
}

/** What `<feature>.routes.tsx` exports. */
export interface FeatureFile {
  readonly feature: Feature;
}

/** Declares a feature; titles are checked against its messages. */
export const defineFeature = <const M extends Messages>(feature: Feature<M>): Feature => feature as Feature;
