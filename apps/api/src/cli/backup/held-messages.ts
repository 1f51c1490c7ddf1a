import type { Client } from 'pg';
import { heldByRestore } from '../../modules/reminder/held-by-restore.js';

/** What waits for an administrator after a restore. */
export interface Held {
  /** Messages that were due, or on their way. */
  readonly messages: number;
  /** Things that had happened and of which nobody had been told yet. */
  readonly events: number;
}

/**
 * Nothing is sent twice after a restore. What was due by now may have gone out from the installation that is gone, so
 * it waits as failed, without another attempt, until an administrator retries it. What falls due later goes out.
 */
export async function holdMessages(client: Client, savedAt: string): Promise<Held> {
  const messages = await client.query(
    `update public.reminder_occurrence
        set state = 'failed', last_error = $1, next_attempt_at = null, lease_until = null, version = version + 1
      where (state = 'planned' and due_at <= clock_timestamp()) or state in ('due', 'sending')
         or (state = 'failed' and next_attempt_at is not null)`,
    [heldByRestore],
  );
  // What they make due is held in its turn when they are handled.
  const events = await client.query(
    `update public.outbox set payload = payload || '{"heldByRestore": true}' where done_at is null`,
  );
  await client.query(
    `insert into public.installation_fact (key, value)
     values ('restore.last', jsonb_build_object('at', clock_timestamp(), 'savedAt', $1::timestamptz,
       'heldMessages', $2::int, 'heldEvents', $3::int))
     on conflict (key) do update set value = excluded.value, updated_at = clock_timestamp()`,
    [savedAt, messages.rowCount, events.rowCount],
  );
  return { messages: messages.rowCount ?? 0, events: events.rowCount ?? 0 };
}
