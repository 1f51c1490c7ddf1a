import { Injectable } from '@nestjs/common';
import { reminderStates } from '@concordat/domain';
import { WorkerDatabase } from '../../platform/database/index.js';
import type { MetricSource, MetricValue } from '../../platform/observability/index.js';

interface Row {
  readonly states: Readonly<Record<string, number>>;
  readonly late: number;
  readonly waiting: number;
  readonly failing: number;
  readonly sweptAgo: number | null;
  readonly savedAgo: number | null;
  readonly alarms: Readonly<Record<string, number>>;
}

/** Figures of the whole installation, the same whichever process is asked. */
@Injectable()
export class LedgerFigures implements MetricSource {
  readonly gauges = [
    { name: 'concordat_reminders', help: 'Reminders by state', label: 'state' },
    { name: 'concordat_reminders_late', help: 'Reminders that should have gone out a minute ago or earlier' },
    { name: 'concordat_sweep_age_seconds', help: 'Since the ledger was last looked at' },
    { name: 'concordat_backup_age_seconds', help: 'Since the moment of the last back-up; none: never made' },
    { name: 'concordat_outbox_waiting', help: 'Events that wait for their handlers' },
    { name: 'concordat_outbox_failing', help: 'Events whose handlers failed at least once' },
    { name: 'concordat_alarms', help: 'Alarms that stand, by kind', label: 'kind' },
  ] as const;

  constructor(private readonly db: WorkerDatabase) {}

  async read(): Promise<readonly MetricValue[]> {
    const row = await this.db.transaction(async (tx) => {
      const [found] = await tx.query<Row>(
        `select (select coalesce(jsonb_object_agg(state, n), '{}') from (
                   select state, count(*) as n from reminder_occurrence group by state) s) as states,
                (select count(*)::int from reminder_occurrence where state in ('planned', 'due', 'sending')
                   and due_at < clock_timestamp() - interval '1 min') as late,
                (select count(*)::int from outbox where done_at is null) as waiting,
                (select count(*)::int from outbox where done_at is null and attempts > 0) as failing,
                (select extract(epoch from clock_timestamp() - updated_at)::float8 from installation_fact
                  where key = 'reminder.last_sweep') as "sweptAgo",
                (select extract(epoch from clock_timestamp() - (value->>'at')::timestamptz)::float8
                   from installation_fact where key = 'backup.last') as "savedAgo",
                (select coalesce(jsonb_object_agg(kind, n), '{}') from (
                   select kind, count(*) as n from alarm where cleared_at is null group by kind) a) as alarms`,
      );
      return found;
    });
    if (!row) return [];
    const one = (name: string, value: number | null): MetricValue[] =>
      value === null ? [] : [{ name, key: '', value }];
    return [
      ...reminderStates.map((key) => ({ name: 'concordat_reminders', key, value: row.states[key] ?? 0 })),
      ...one('concordat_reminders_late', row.late),
      ...one('concordat_sweep_age_seconds', row.sweptAgo),
      ...one('concordat_backup_age_seconds', row.savedAgo),
      ...one('concordat_outbox_waiting', row.waiting),
      ...one('concordat_outbox_failing', row.failing),
      ...Object.entries(row.alarms).map(([key, value]) => ({ name: 'concordat_alarms', key, value })),
    ];
  }
}
