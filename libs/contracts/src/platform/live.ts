import { z } from 'zod';
import { endpoint } from './endpoint.js';

/**
 * That something changed: its kind in the past tense (`verdict.given`), its proposal (null outside any), its id.
 * It carries no content: whoever hears it asks again, as themselves.
 */
export const LiveChange = z.strictObject({
  kind: z.string(),
  proposalId: z.uuid().nullable(),
  id: z.string(),
});
export type LiveChange = z.infer<typeof LiveChange>;

/**
 * Server-sent events for as long as the session lives. `change` carries a `LiveChange`; `resync` says that some may
 * have been missed; `bye` says that the session ended and that reconnecting is useless.
 */
export const liveUpdates = endpoint({
  method: 'GET',
  path: '/live',
  needs: 'signed_in',
  summary: 'Tells what changed in the proposals of the person signed in, as it happens.',
  response: z.unknown(),
  produces: 'text/event-stream',
});
