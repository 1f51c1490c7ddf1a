import { z } from 'zod';
import { Id } from '../platform/wire.js';

/** What somebody looks for in all sections of a proposal. */
export const FindWords = z.strictObject({
  words: z.string().trim().min(1, 'Write what you look for.').max(200),
  matchCase: z.boolean().default(false),
  wholeWord: z.boolean().default(false),
});
export type FindWords = z.infer<typeof FindWords>;

/** A place where the words stand, with what stands around it in its paragraph. */
export const FoundPassage = z.strictObject({
  /** Which of all places of its section it is, from 0. */
  index: z.int().min(0),
  before: z.string(),
  words: z.string(),
  after: z.string(),
});
export type FoundPassage = z.infer<typeof FoundPassage>;

/** The sections in which the words stand, in the order of the proposal. */
export const FoundWords = z.strictObject({
  /** Sections that have a text and were looked through. */
  searched: z.int(),
  sections: z.array(
    z.strictObject({
      id: Id,
      number: z.string(),
      title: z.string(),
      /** How often the words stand in it; only the first places are told. */
      count: z.int().min(1),
      passages: z.array(FoundPassage),
    }),
  ),
});
export type FoundWords = z.infer<typeof FoundWords>;
