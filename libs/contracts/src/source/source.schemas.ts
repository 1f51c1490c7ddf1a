import { z } from 'zod';
import { CitedSource } from '../section/section.schemas.js';

/** The most sources that one request keeps or drops, and the most that one reading of BibTeX gives. */
export const mostSourcesAtOnce = 200;

/** Words of one line, of at most so many UTF-16 code units. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^\P{Cc}*$/u);
const SourceId = z.string().regex(/^[a-z0-9]{12}$/);

/** A work that the proposal cites, or may cite again: what a citation of it carries. */
export const KeptSource = z.strictObject({
  source: SourceId,
  authors: line(1000),
  title: line(500),
  container: line(300),
  publisher: line(300),
  year: line(20),
  volume: line(60),
  pages: line(60),
  doi: line(200),
  url: line(2048),
});
export type KeptSource = z.infer<typeof KeptSource>;

/** The sources that a proposal keeps, whether its texts cite them now or not; by title. */
export const KeptSourcesView = z.strictObject({ sources: z.array(CitedSource) });
export type KeptSourcesView = z.infer<typeof KeptSourcesView>;

/** Sources to keep (a known one takes what it says now) and ids of sources to forget. */
export const ChangeSources = z.strictObject({
  keep: z.array(KeptSource).max(mostSourcesAtOnce),
  drop: z.array(SourceId).max(mostSourcesAtOnce),
});
export type ChangeSources = z.infer<typeof ChangeSources>;
