import { z } from 'zod';

/** The section whose review is shown; without one it is what waits first. */
export const ReviewSearch = z.object({ section: z.uuid().optional().catch(undefined) });
