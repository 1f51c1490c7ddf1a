import { z } from 'zod';
import { Id } from '../platform/wire.js';

/** The most a picture may weigh when it is sent, in bytes: 10 MiB. */
export const mostImageBytes = 10 * 1_048_576;

/** The most pixels a picture may have: what a good camera makes (6000 × 4000). */
export const mostImagePixels = 24_000_000;

/** A picture for a text: its bytes as base64. What kind it is says its content, never its name. */
export const SendImage = z.strictObject({
  content: z
    .string()
    .min(1)
    // Room for a little more than is taken, which then gets its own sentence. No pattern is matched over the whole:
    // that runs out of stack on pictures that people do send.
    .max(14 * 1_048_576),
});
export type SendImage = z.infer<typeof SendImage>;

/** A picture as it is kept: made anew from what was sent, width and height in pixels. */
export const ImageView = z.strictObject({
  id: Id,
  mediaType: z.enum(['image/png', 'image/jpeg']),
  width: z.int().min(1),
  height: z.int().min(1),
  bytes: z.int().min(1),
});
export type ImageView = z.infer<typeof ImageView>;
