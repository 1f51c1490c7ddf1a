import { z } from 'zod';

/**
 * What the server says to an open editor besides the text itself, as JSON in a stateless message.
 * - `refused`: the last change was not stored and will not be; keep the words, rebuild from the server.
 * - `retry`: the last change could not be stored just now; reconnect with a new ticket and send it again.
 * - `closed`: nobody, or no longer this person, may write here; read the section again.
 * Clients send none: a stateless message from a client closes its connection.
 */
export const EditorMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('refused'), code: z.string() }),
  z.strictObject({ kind: z.literal('retry'), code: z.string() }),
  z.strictObject({ kind: z.literal('closed'), code: z.string() }),
]);
export type EditorMessage = z.infer<typeof EditorMessage>;

/** Who is in a section, as the others see them. Name, state and colour come from the server. */
export const EditorPresence = z.object({
  user: z.object({
    personId: z.uuid(),
    name: z.string(),
    stateCode: z.string().nullable(),
    colour: z.int().min(1).max(8),
  }),
  cursor: z.unknown().optional(),
});
export type EditorPresence = z.infer<typeof EditorPresence>;

/** The socket's close codes that mean something to the editor. */
export const editorCloseCodes = { revoked: 4403, draining: 4503, refused: 4400 } as const;
