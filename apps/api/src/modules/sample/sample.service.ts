import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { practiceReminders } from '@concordat/templates';
import type { Config } from '../../platform/config/index.js';
import type { OperatorDatabase, Transaction } from '../../platform/database/index.js';
import { FirstRunTasks } from '../../platform/lifecycle/index.js';
import { CONFIG } from '../../platform/settings/index.js';
import { DeadlinePlanner } from '../deadline/index.js';
import { loadHistory } from './load-history.js';
import { loadPractice } from './load-practice.js';

const loadedKey = 'sample.loaded';

/** The sample: one cut-off of history as public facts, and two practice rivals. Loaded whole, once, or not at all. */
@Injectable()
export class SampleService implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly tasks: FirstRunTasks,
    private readonly planner: DeadlinePlanner,
  ) {}

  onModuleInit(): void {
    if (!this.config.sample) return;
    this.tasks.add({ title: 'Loading the sample', order: 10, run: (operator) => this.load(operator) });
  }

  /** One transaction: a crash in the middle leaves nothing, and the next start begins again. */
  load(operator: OperatorDatabase): Promise<string | null> {
    return operator.transaction(async (tx) => {
      if (!(await isEmpty(tx))) return null;
      const installedAt = await tx.clock();
      await loadHistory(tx);
      await loadPractice(tx, this.planner, installedAt);
      await sendFirstReminder(tx);
      await tx.execute('insert into installation_fact (key, value) values ($1, $2)', [
        loadedKey,
        JSON.stringify({ at: installedAt.toISOString() }),
      ]);
      return 'history of the first AI Factories cut-off, and the practice rivals North and South';
    });
  }
}

/** The sample goes into an installation that holds nothing yet; people who work here are never mixed with it. */
async function isEmpty(tx: Transaction): Promise<boolean> {
  const rows = await tx.query(
    `select 1 as found from installation_fact where key = $1 union all select 1 from person union all select 1 from call
     limit 1`,
    [loadedKey],
  );
  return rows.length === 0;
}

/**
 * One reminder is due at once, so that it goes out by the product's own road within seconds of the first start: what
 * the console then shows as sent was sent.
 */
async function sendFirstReminder(tx: Transaction): Promise<void> {
  const first = practiceReminders.find(({ state }) => state === 'sent');
  if (!first) throw new Error('The practice data names no reminder to be sent first');
  await tx.execute(
    `insert into reminder_occurrence (id, proposal_id, about_kind, about_id, about_revision, kind, offset_text,
       recipient_id, recipient_email, due_at, message_id)
     select o.id, p.id, 'deadline', d.id, d.revision, 'deadline_approaching', $1, person.id, person.email,
       clock_timestamp(), o.id || '@concordat'
     from (select gen_random_uuid() as id) o, person, proposal p
     join section s on s.proposal_id = p.id and s.template_section_id = $2
     join review_round r on r.section_id = s.id
     join deadline d on d.round_id = r.id and d.done_at is null and d.cancelled_at is null
     where p.acronym = $3 and p.origin = 'practice' and person.email = $4`,
    [first.offset, first.sectionNumber, first.proposal, first.recipientEmail],
  );
}
