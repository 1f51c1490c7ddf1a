import { Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DATABASE_ACCESS, type DatabaseAccess } from '../platform/database/index.js';
import { CollabSockets } from './collab-sockets.js';
import { SectionEditRights } from './edit-rights.js';
import { GateFeed } from './gate-feed.js';
import { GateKeeper } from './gate/gate-keeper.js';
import { defaultTimes } from './gate/gate-parts.js';
import { defaultJudgeLimits } from './gate/judge/judge-thread.js';
import { JudgePool } from './gate/judge/judge-pool.js';
import { PostgresSectionLog } from './gate/postgres-section-log.js';
import { RateBudget } from './gate/rate-budget.js';
import { UnhurriedTurns } from './gate/unhurried-turns.js';
import { OwnedElsewhere, ownedSectionLog, ProxyToOwner, SectionOwnership } from './ownership/index.js';
import { Revocation } from './revocation.js';
import { RoadController, roadParts, SectionOwner } from './road/index.js';
import { SocketSessions } from './socket-sessions.js';
import { TicketRepository } from './ticket.repository.js';

const LOG_POOL = Symbol('the pool of the section log');
const LOG_LANE = Symbol('the connection on which sections are stored together');
const logConnections = 8;
/** Snapshots take a tenth of the time at most while people write. */
const snapshotRests = 9;
/** A connection that was let go is opened anew, and plans everything anew, in the moment in which somebody types again. */
const idleTimeoutMillis = 10 * 60_000;

const poolFor = (access: DatabaseAccess, max: number): pg.Pool => {
  const log = new Logger('section log');
  const pool = new pg.Pool({
    connectionString: access.collab,
    max,
    idleTimeoutMillis,
    application_name: 'concordat log',
    // Where a transaction sets none of its own: no append waits longer than the gate that waits for it.
    statement_timeout: 5_000,
  });
  pool.on('error', (error) => log.warn(`An idle connection broke: ${error.message}`));
  return pool;
};

const judgesFor = (): JudgePool => {
  const log = new Logger('gate');
  return new JudgePool(defaultJudgeLimits, (reason) =>
    log.warn(`A thread that judges updates ended: ${reason}`),
  );
};

const keeperFor = (
  pool: pg.Pool,
  lane: pg.Pool,
  rights: SectionEditRights,
  feed: GateFeed,
  ownership: SectionOwnership,
  judges: JudgePool,
): GateKeeper => {
  const log = new Logger('gate');
  return new GateKeeper({
    ...defaultTimes,
    log: ownedSectionLog(new PostgresSectionLog(pool, undefined, rights, lane), ownership),
    rights: (sectionId, author) => rights.decide(sectionId, author),
    budget: new RateBudget(),
    judges,
    turns: new UnhurriedTurns(snapshotRests),
    onAccepted: (accepted) => feed.publish(accepted),
    onRebuilt: (state) => feed.publish(state),
    onAlarm: ({ sectionId, kind, seq, error }) => {
      // With several processes this is everyday life: the editor comes back and is taken to the owner.
      if (error instanceof OwnedElsewhere) return log.debug(error.message);
      log.error(`${kind} in section ${sectionId} at ${seq}: ${error instanceof Error ? error.message : ''}`);
    },
  });
};

/** The live editor: gates, their transport, and the taking away of rights. */
@Module({
  controllers: [RoadController],
  providers: [
    {
      provide: LOG_POOL,
      useFactory: (access: DatabaseAccess) => poolFor(access, logConnections),
      inject: [DATABASE_ACCESS],
    },
    {
      provide: LOG_LANE,
      useFactory: (access: DatabaseAccess) => poolFor(access, 1),
      inject: [DATABASE_ACCESS],
    },
    { provide: JudgePool, useFactory: judgesFor },
    {
      provide: GateKeeper,
      useFactory: keeperFor,
      inject: [LOG_POOL, LOG_LANE, SectionEditRights, GateFeed, SectionOwnership, JudgePool],
    },
    CollabSockets,
    GateFeed,
    ProxyToOwner,
    Revocation,
    SectionEditRights,
    SectionOwnership,
    SocketSessions,
    TicketRepository,
    ...roadParts,
  ],
  exports: [GateKeeper, ProxyToOwner, SectionOwner, SectionOwnership],
})
export class CollabModule implements OnApplicationShutdown {
  constructor(
    @Inject(LOG_POOL) private readonly pool: pg.Pool,
    @Inject(LOG_LANE) private readonly lane: pg.Pool,
    private readonly judges: JudgePool,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.judges.close();
    await Promise.all([this.pool.end(), this.lane.end()]);
  }
}
