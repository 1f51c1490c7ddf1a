export {
  serverDeviceId,
  type Accepted,
  type AcceptedUpdate,
  type Author,
  type ClosedSection,
  type EditRights,
  type GateAlarm,
  type GateRefusal,
  type Received,
  type SectionState,
} from './gate.types.js';
export { defaultTimes, type GateParts } from './gate-parts.js';
export { GateKeeper, type OpenRefusal } from './gate-keeper.js';
export { SectionGate } from './section-gate.js';
export { largestUpdate } from './read/read-update.js';
export { JudgePool } from './judge/judge-pool.js';
export { defaultRateLimits, RateBudget, type RateLimits } from './rate-budget.js';
export { PostgresSectionLog } from './postgres-section-log.js';
export { replay, type Replayed } from './replay.js';
export type { SectionLog } from './section-log.js';
