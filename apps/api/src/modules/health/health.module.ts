import { Module } from '@nestjs/common';
import { CollabModule } from '../../collab/collab.module.js';
import {
  CollabDatabase,
  PublicDatabase,
  WebDatabase,
  WorkerDatabase,
} from '../../platform/database/index.js';
import { METRIC_SOURCES, Metrics, MetricsListener, Signals } from '../../platform/observability/index.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { LedgerFigures } from './ledger-figures.js';
import { ClockWatch, PROCESS_CLOCK } from './watch/clock-watch.js';
import { DiskWatch } from './watch/disk-watch.js';
import { EditorWatch } from './watch/editor-watch.js';
import { MailWatch } from './watch/mail-watch.js';
import { SweepWatch } from './watch/sweep-watch.js';

/** `/health/live` and `/health/ready` for machines, figures for those who keep them, and what raises alarms. */
@Module({
  imports: [CollabModule],
  controllers: [HealthController],
  providers: [
    HealthService,
    LedgerFigures,
    { provide: METRIC_SOURCES, useFactory: (ledger: LedgerFigures) => [ledger], inject: [LedgerFigures] },
    { provide: PROCESS_CLOCK, useValue: () => Date.now() },
    Metrics,
    MetricsListener,
    ClockWatch,
    DiskWatch,
    EditorWatch,
    MailWatch,
    SweepWatch,
  ],
})
export class HealthModule {
  constructor(
    signals: Signals,
    web: WebDatabase,
    collab: CollabDatabase,
    worker: WorkerDatabase,
    open: PublicDatabase,
  ) {
    const pools = { web, collab, worker, public: open };
    signals.offer('database.connections', () =>
      Object.fromEntries(
        Object.entries(pools).flatMap(([role, { connections }]) =>
          Object.entries(connections).map(([state, count]) => [`${role} ${state}`, count]),
        ),
      ),
    );
  }
}
