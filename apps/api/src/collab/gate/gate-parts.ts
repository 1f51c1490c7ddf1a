import type { AcceptedUpdate, EditRights, GateAlarm, SectionState } from './gate.types.js';
import type { JudgePool } from './judge/judge-pool.js';
import type { RateBudget } from './rate-budget.js';
import type { SectionLog } from './section-log.js';
import type { UpkeepTiming } from './section-upkeep.js';
import type { UnhurriedTurns } from './unhurried-turns.js';

/** Somebody who counts: told of every answer, every commit and every alarm. Must not throw; nothing waits for it. */
export interface GateWatcher {
  /** `accepted`, or the code of the refusal. */
  readonly answered: (outcome: string) => void;
  readonly committed: (updates: number, milliseconds: number) => void;
  readonly alarmed: (alarm: GateAlarm) => void;
}

/** What gates are made of. Callbacks are called in the order of the log and must not throw. */
export interface GateParts {
  readonly log: SectionLog;
  readonly rights: EditRights;
  readonly budget: RateBudget;
  readonly judges: JudgePool;
  readonly timing: UpkeepTiming;
  /** In which all sections take their snapshots. */
  readonly turns: UnhurriedTurns;
  /** How long the store may take before nobody waits for it any more, in milliseconds. */
  readonly storeTimeoutMs: number;
  /** Pause between attempts to reach a failing store, in milliseconds. */
  readonly retryPauseMs: number;
  /** An update was committed: pass it to everyone else. */
  readonly onAccepted: (update: AcceptedUpdate) => void;
  /** A text was read from its log again after a failure and may hold more than anyone was told. */
  readonly onRebuilt: (state: SectionState & { readonly sectionId: string }) => void;
  readonly onAlarm: (alarm: GateAlarm) => void;
  readonly watcher?: Pick<GateWatcher, 'answered' | 'committed'>;
}

/** Times that suit people who write. */
export const defaultTimes = {
  timing: { snapshotEvery: 200, digestPauseMs: 3_000, archiveAfterDays: 30 },
  storeTimeoutMs: 8_000,
  retryPauseMs: 1_000,
} as const;
