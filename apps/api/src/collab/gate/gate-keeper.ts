import { ok, refuse, type Outcome } from '@concordat/domain';
import type { GateParts, GateWatcher } from './gate-parts.js';
import { SectionGate } from './section-gate.js';
import { within } from './within.js';

/** Why a section cannot be opened: it is missing or not visible to this person, or the store does not answer. */
export type OpenRefusal = 'not_found' | 'unavailable';

/** Opens gates, shares one gate for each section, and lets idle ones go. One keeper per process. */
export class GateKeeper {
  private readonly gates = new Map<string, SectionGate>();
  private readonly opening = new Map<string, Promise<Outcome<SectionGate, OpenRefusal>>>();
  private readonly leaving = new Map<string, Promise<void>>();
  private readonly rounds: NodeJS.Timeout;
  private closed = false;
  private watcher: GateWatcher | undefined;
  private readonly parts: GateParts;

  /** @param idleMs a gate that nobody has used for so long is let go; opening it again reads the log */
  constructor(
    parts: GateParts,
    private readonly idleMs = 5 * 60_000,
  ) {
    this.parts = {
      ...parts,
      onAlarm: (alarm) => {
        parts.onAlarm(alarm);
        this.watcher?.alarmed(alarm);
      },
      watcher: {
        answered: (outcome) => this.watcher?.answered(outcome),
        committed: (updates, milliseconds) => this.watcher?.committed(updates, milliseconds),
      },
    };
    this.rounds = setInterval(() => this.letIdleGo(), Math.max(50, idleMs / 5)).unref();
  }

  /**
   * The section's gate, opened as this person if it is not open. Whether they may read the section is for the
   * caller to have checked; whether they may write is asked again for every update. Do not hold on to a gate:
   * ask here for every message.
   */
  async open(sectionId: string, personId: string): Promise<Outcome<SectionGate, OpenRefusal>> {
    if (this.closed) return refuse('unavailable');
    const gate = this.gates.get(sectionId);
    if (gate) {
      gate.touch();
      return ok(gate);
    }
    await this.leaving.get(sectionId);
    const opening = this.opening.get(sectionId);
    if (opening) {
      const shared = await opening;
      // That the first to knock may not see the section says nothing about this person.
      return shared.ok || shared.reason === 'unavailable' ? shared : this.open(sectionId, personId);
    }
    const mine = this.load(sectionId, personId).finally(() => this.opening.delete(sectionId));
    this.opening.set(sectionId, mine);
    return mine;
  }

  /** The section's gate if it is open. */
  find(sectionId: string): SectionGate | null {
    return this.gates.get(sectionId) ?? null;
  }

  /**
   * Closes the section's gate: it is owned elsewhere from now on. Commits under way may still succeed, and nothing
   * more is taken; opening it again reads the log.
   */
  async letGo(sectionId: string): Promise<void> {
    const gate = this.gates.get(sectionId);
    if (gate) this.dismiss(sectionId, gate);
    await this.leaving.get(sectionId);
  }

  /** Lets somebody count what the gates do from now on. */
  watch(watcher: GateWatcher): void {
    this.watcher = watcher;
  }

  /** Number of open gates. */
  get size(): number {
    return this.gates.size;
  }

  /**
   * Takes nothing more and lets every gate finish, for at most so many milliseconds. Answers how many sections did
   * not finish; their waiting updates were never acknowledged.
   */
  async close(limitMs: number): Promise<number> {
    this.closed = true;
    clearInterval(this.rounds);
    const finishing = [...this.gates].map(async ([sectionId, gate]) => {
      await within(limitMs, gate.close());
      this.gates.delete(sectionId);
    });
    await Promise.allSettled([
      ...finishing,
      ...[...this.leaving.values()].map((left) => within(limitMs, left)),
    ]);
    return this.gates.size;
  }

  private async load(sectionId: string, personId: string): Promise<Outcome<SectionGate, OpenRefusal>> {
    const gate = new SectionGate(sectionId, this.parts);
    try {
      if (!(await gate.load(personId))) return refuse('not_found');
    } catch (error) {
      this.parts.onAlarm({ sectionId, kind: 'store_failed', seq: 0, error });
      return refuse('unavailable');
    }
    if (this.closed) return refuse('unavailable');
    this.gates.set(sectionId, gate);
    return ok(gate);
  }

  private letIdleGo(): void {
    for (const [sectionId, gate] of this.gates) {
      if (gate.isIdle(this.idleMs)) this.dismiss(sectionId, gate);
    }
  }

  private dismiss(sectionId: string, gate: SectionGate): void {
    this.gates.delete(sectionId);
    this.leaving.set(
      sectionId,
      gate.close().finally(() => this.leaving.delete(sectionId)),
    );
  }
}
