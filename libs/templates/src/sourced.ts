import { z } from 'zod';

/**
 * What every fact carries: whether primary text or two independent sources confirm it, a note on what is unsure, and
 * its sources (addresses, or titles where there is no stable address). Unverified facts are shown as such, never as fact.
 */
export const sourced = {
  verified: z.boolean(),
  note: z.string().nullable(),
  sources: z.array(z.string()),
};

/** A calendar date, `YYYY-MM-DD`. */
export const calendarDate = z.iso.date();

/** An ISO 3166-1 alpha-2 code, or a user-assigned one such as `XK`. */
export const stateCode = z.string().regex(/^[A-Z]{2}$/);
