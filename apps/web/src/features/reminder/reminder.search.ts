import { Id } from '@concordat/contracts';
import { reminderStates } from '@concordat/domain';
import { z } from 'zod';

/** What may stand after the question mark of the console. */
export const ConsoleSearch = z.object({
  proposal: Id.optional().catch(undefined),
  state: z
    .enum([...reminderStates, 'late'])
    .optional()
    .catch(undefined),
  after: z.string().max(200).optional().catch(undefined),
  open: Id.optional().catch(undefined),
});
export type ConsoleSearch = z.output<typeof ConsoleSearch>;

/** Which mail is open. */
export const MailboxSearch = z.object({ mail: Id.optional().catch(undefined) });
