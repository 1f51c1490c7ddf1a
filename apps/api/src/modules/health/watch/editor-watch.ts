import { hostname } from 'node:os';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { GateKeeper } from '../../../collab/gate/gate-keeper.js';
import { SectionOwnership } from '../../../collab/ownership/index.js';
import { AlarmBoard } from '../../../platform/observability/alarms/index.js';
import { Signals } from '../../../platform/observability/index.js';

const everyMs = 5_000;
/** A connection that was lost and came back has to hold for so long before it is called well. */
const steadyMs = 60_000;
const damage: readonly string[] = ['bad_row', 'bad_snapshot', 'log_shrank'];

/** Hears what the gates answer, commit and find damaged, and whether the process holds its sections. */
@Injectable()
export class EditorWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private lostAt: number | undefined;

  constructor(
    private readonly keeper: GateKeeper,
    private readonly ownership: SectionOwnership,
    private readonly signals: Signals,
    private readonly board: AlarmBoard,
  ) {}

  onApplicationBootstrap(): void {
    this.keeper.watch({
      answered: (outcome) => this.signals.tell('gate.answered', { outcome }),
      committed: (updates, ms) => this.signals.tell('gate.committed', { updates, ms }),
      alarmed: ({ kind, sectionId, seq }) => {
        if (damage.includes(kind)) this.board.raise('bad_row', sectionId, { position: seq });
      },
    });
    this.signals.offer('gate.open_sections', () => ({ '': this.keeper.size }));
    this.ownership.onLost(() => this.lost());
    this.timer = setInterval(() => this.look(), everyMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  look(): void {
    if (!this.ownership.isConnected) return this.lost();
    if (this.lostAt === undefined || performance.now() - this.lostAt < steadyMs) return;
    this.lostAt = undefined;
    this.board.clear('lock_lost', hostname());
  }

  private lost(): void {
    if (this.timer === undefined || this.ownership.isLeaving) return;
    this.lostAt = performance.now();
    this.board.raise('lock_lost', hostname(), {});
  }
}
