import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Config } from '../../platform/config/index.js';
import { DATABASE_ACCESS, type DatabaseAccess } from '../../platform/database/index.js';
import { CONFIG } from '../../platform/settings/index.js';
import { isForwarded } from './forward-mark.js';
import { LockConnection } from './lock-connection.js';

/** Another process of this installation, which owns a section. */
export interface Owner {
  readonly processId: string;
  /** Where it listens for the other processes: an origin. */
  readonly address: string;
  readonly doorKey: Buffer;
}

/** Says whether anything in this process still shows or serves a section. */
type Uses = (sectionId: string) => boolean;

/** How long opening waits for a lock connection that is being opened again. */
const waitMs = 2_000;
/** A section that nothing here uses any more is given up this long after it was last asked for. */
const keepMs = 60_000;
const farewellMs = 1_000;

const sectionKey = (sectionId: string): string => `concordat section ${sectionId}`;
const processKey = (processId: string): string => `concordat process ${processId}`;
/** What the lock connection of a process is called in the database. */
const nameOf = (processId: string): string => `concordat owner ${processId}`;
const tryLock = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked';

/** A process asks its lock connection every second; one that has not for so long is hung or cut off. */
const silence = '6 s';

interface Holder extends Owner {
  readonly backendPid: number;
  readonly isSilent: boolean;
}

/** Who holds the lock of a section: the locks are asked, not what somebody wrote down about them. */
const holderOf = `
  select p.id as "processId", p.address, p.door_key as "doorKey", p.backend_pid as "backendPid",
         exists (select from pg_stat_activity a where a.pid = l.pid
           and a.state_change < clock_timestamp() - interval '${silence}') as "isSilent"
    from (select hashtextextended($1, 0) as key) wanted
    join pg_locks l on l.locktype = 'advisory' and l.granted and l.objsubid = 1
     and l.database = (select oid from pg_database where datname = current_database())
     and l.classid = ((wanted.key >> 32) & 4294967295)::oid and l.objid = (wanted.key & 4294967295)::oid
    join collab_process p on p.backend_pid = l.pid`;

/**
 * One process at a time owns a section: it holds an advisory lock on the process's one lock connection. The lock says
 * who should write; that nobody else can is said by the epoch, which every append carries. With the connection all
 * sections are lost at once; whoever shows them hears of it and sends the editors away, who come back by themselves.
 */
@Injectable()
export class SectionOwnership implements OnModuleInit {
  readonly processId = randomUUID();
  private readonly log = new Logger('ownership');
  private readonly doorKey = randomBytes(32);
  private readonly connection: LockConnection;
  private readonly held = new Map<string, number>();
  private readonly taking = new Map<string, Promise<boolean>>();
  private readonly users: Uses[] = [];
  private readonly losers: ((sectionIds: readonly string[]) => void)[] = [];
  private readonly waiting = new Set<() => void>();
  private rounds: NodeJS.Timeout | undefined;
  /** The backend of the lock connection; null from its loss until the next is registered. */
  private backendPid: number | null = null;
  private formerPid: number | null = null;
  private leaving = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE_ACCESS) access: DatabaseAccess,
  ) {
    this.connection = new LockConnection(access.collab, nameOf(this.processId), {
      onOpen: (connection) => this.register(connection),
      onLost: (reason) => this.loseAll(reason),
    });
  }

  async onModuleInit(): Promise<void> {
    await this.connection.open();
    this.rounds = setInterval(() => void this.releaseUnused(), keepMs / 4).unref();
  }

  /**
   * Where a section is served: here (also while nobody owns it, because opening it makes it ours), or by another
   * process, to which {@link ProxyToOwner} takes sockets and requests. Ask once the person is known to be signed in.
   */
  async ownerOf(sectionId: string): Promise<'here' | Owner> {
    if (this.held.has(sectionId)) return 'here';
    try {
      const [holder] = await this.connection.run<Holder>(holderOf, [sectionKey(sectionId)]);
      if (!holder || holder.processId === this.processId) return 'here';
      return holder.isSilent ? await this.release(holder) : holder;
    } catch {
      // Opening it here will say "not now", which every road answers by trying again.
      return 'here';
    }
  }

  /** Whether another process forwarded the request already, to us or to this owner; such a one goes no further. */
  wasForwarded(request: IncomingMessage, owner: Owner): boolean {
    return [this.doorKey, owner.doorKey].some((key) => isForwarded(key, request, Date.now()));
  }

  /** Makes the section ours. False if another process holds it; throws while there is no lock connection. */
  async take(sectionId: string): Promise<boolean> {
    if (this.leaving) return false;
    if (this.held.has(sectionId)) {
      this.held.set(sectionId, performance.now());
      return true;
    }
    const under = this.taking.get(sectionId);
    if (under) return under;
    const taking = this.lock(sectionId).finally(() => this.taking.delete(sectionId));
    this.taking.set(sectionId, taking);
    return taking;
  }

  /** Whoever shows or serves sections says so here: a section in use is not given up. */
  usedBy(uses: Uses): void {
    this.users.push(uses);
  }

  /** Whoever shows or serves sections hears here which are lost: what is said about them from now on may be stale. */
  onLost(listener: (sectionIds: readonly string[]) => void): void {
    this.losers.push(listener);
  }

  /** Whether the process can hold sections now. */
  get isConnected(): boolean {
    return this.connection.isOpen;
  }

  /** Whether it is giving up on purpose. */
  get isLeaving(): boolean {
    return this.leaving;
  }

  /** Gives up every section, for another process to take. Call once the gates have finished; nothing is taken after. */
  async leave(): Promise<void> {
    this.leaving = true;
    clearInterval(this.rounds);
    this.held.clear();
    // A row that stays behind is swept by whoever starts next; a database that hangs must not hold us up.
    const struck = this.connection.isOpen
      ? this.connection.run('delete from collab_process where id = $1', [this.processId])
      : Promise.resolve();
    const answers = struck.then(
      () => true,
      () => false,
    );
    const isAlive = await Promise.race([answers, pause(farewellMs, false, { ref: false })]);
    await this.connection.close(isAlive ? farewellMs : 0);
  }

  private async lock(sectionId: string): Promise<boolean> {
    await this.untilOpen();
    const pid = this.backendPid;
    const [row] = await this.connection.run<{ locked: boolean }>(tryLock, [sectionKey(sectionId)]);
    if (row?.locked !== true || this.backendPid !== pid || this.leaving) return false;
    this.held.set(sectionId, performance.now());
    return true;
  }

  /** Ends the lock connection of a process that hangs. Should it wake, its appends fail by their epoch. */
  private async release({ processId, address, backendPid }: Holder): Promise<'here'> {
    this.log.warn(
      `The process at ${address} holds sections and has been silent for ${silence}; they are taken over`,
    );
    await this.end(backendPid, processId);
    return 'here';
  }

  private async end(backendPid: number, processId: string): Promise<void> {
    await this.connection.run(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where pid = $1 and application_name = $2 and pid <> pg_backend_pid()`,
      [backendPid, nameOf(processId)],
    );
  }

  private async register(connection: LockConnection): Promise<void> {
    const [backend] = await connection.run<{ pid: number }>('select pg_backend_pid() as pid');
    // The server may not have noticed yet that our former connection is gone.
    if (this.formerPid !== null) await this.end(this.formerPid, this.processId);
    await connection.run(tryLock, [processKey(this.processId)]);
    // Those whose lock is gone have died; a row with our backend's number is older than our backend.
    await connection.run(
      `delete from collab_process p where p.backend_pid = pg_backend_pid()
         or not exists (select from pg_locks l where l.locktype = 'advisory' and l.pid = p.backend_pid)`,
    );
    await connection.run(
      `insert into collab_process (id, address, backend_pid, door_key) values ($1, $2, pg_backend_pid(), $3)
       on conflict (id) do update set backend_pid = excluded.backend_pid`,
      [this.processId, this.config.internalUrl, this.doorKey],
    );
    this.backendPid = backend?.pid ?? null;
    this.formerPid = this.backendPid;
    for (const go of this.waiting) go();
  }

  private async untilOpen(): Promise<void> {
    if (this.backendPid !== null) return;
    await new Promise<void>((resolve, reject) => {
      const go = (): void => {
        clearTimeout(timer);
        this.waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.delete(go);
        reject(new Error('There is no lock connection.'));
      }, waitMs);
      this.waiting.add(go);
    });
  }

  private loseAll(reason: string): void {
    const lost = [...this.held.keys()];
    this.held.clear();
    this.backendPid = null;
    if (!this.leaving)
      this.log.warn(`The lock connection was lost (${reason}); ${lost.length} sections with it`);
    if (lost.length > 0) for (const tell of this.losers) tell(lost);
  }

  private async releaseUnused(): Promise<void> {
    const unused = [...this.held].filter(
      ([sectionId, takenAt]) =>
        performance.now() - takenAt >= keepMs && !this.users.some((uses) => uses(sectionId)),
    );
    for (const [sectionId] of unused) {
      this.held.delete(sectionId);
      await this.connection
        .run('select pg_advisory_unlock(hashtextextended($1, 0))', [sectionKey(sectionId)])
        .catch(() => []);
    }
  }
}
