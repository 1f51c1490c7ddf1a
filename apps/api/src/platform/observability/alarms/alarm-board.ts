import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type AlarmFacts, type AlarmKind, alarmText } from '@concordat/contracts';
import { WorkerDatabase } from '../../database/index.js';
import { Outbox } from '../../outbox/index.js';
import { AlarmRepository, type StandingAlarm } from './alarm.repository.js';

const beatMs = 30_000;

/** The event that has administrators told, once for each alarm. */
export const ALARM_RAISED = 'alarm.raised';

const keyOf = (kind: AlarmKind, subject: string): string => `${kind} ${subject}`;

/**
 * What this process knows to be wrong. Whoever notices says so as often as it likes: an alarm is raised once, in the
 * log at once, and in the database as soon as that takes it, from where the administrators' screen, the figures and a
 * mail follow. It is cleared once.
 */
@Injectable()
export class AlarmBoard implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Alarm');
  private readonly standing = new Map<string, StandingAlarm>();
  private readonly over = new Map<string, StandingAlarm>();
  private beat: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private again = false;
  private ended = false;

  constructor(
    private readonly db: WorkerDatabase,
    private readonly alarms: AlarmRepository,
    private readonly outbox: Outbox,
  ) {}

  onApplicationBootstrap(): void {
    this.beat = setInterval(() => void this.write(), beatMs).unref();
    void this.write();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ended = true;
    clearInterval(this.beat);
    await this.writing;
  }

  /** Says that something is wrong; `subject` is a host or the id of a section, `facts` are whole numbers. */
  raise(kind: AlarmKind, subject: string, facts: AlarmFacts): void {
    const key = keyOf(kind, subject);
    const isNew = !this.standing.has(key);
    this.standing.set(key, { kind, subject, facts });
    this.over.delete(key);
    if (!isNew) return;
    const { title, text } = alarmText(kind, facts, subject);
    this.log.error(`ALARM ${kind}: ${title}. ${text}`);
    void this.write();
  }

  /** Says that it is well again. */
  clear(kind: AlarmKind, subject: string): void {
    const key = keyOf(kind, subject);
    const alarm = this.standing.get(key);
    if (!alarm) return;
    this.standing.delete(key);
    this.over.set(key, alarm);
    this.log.log(`Alarm over: ${kind}${subject === '' ? '' : ` (${subject})`}`);
    void this.write();
  }

  /** Whether this process holds it to be wrong. */
  stands(kind: AlarmKind, subject: string): boolean {
    return this.standing.has(keyOf(kind, subject));
  }

  /** Brings the database up to date; what fails is said again at the next beat. */
  async write(): Promise<void> {
    this.again = true;
    if (this.ended) return;
    this.writing ??= this.writeAll().finally(() => (this.writing = undefined));
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    while (this.again && !this.ended) {
      this.again = false;
      try {
        await this.db.transaction(async (tx) => {
          for (const alarm of this.standing.values()) {
            const raised = await this.alarms.stand(tx, alarm);
            if (raised !== null)
              await this.outbox.add(tx, { kind: ALARM_RAISED, proposalId: null, id: raised });
          }
          for (const { kind, subject } of this.over.values()) await this.alarms.clear(tx, kind, subject);
          await this.alarms.forget(tx);
        });
        this.over.clear();
      } catch (error) {
        this.log.warn(`Alarms cannot be kept now: ${error instanceof Error ? error.message : String(error)}`);
        return;
      }
    }
  }
}
