import type { ClientBindings } from './client-bindings.js';
import type { SectionJudge } from './judge/section-judge.js';
import type { Replica } from './replica.js';
import type { SectionUpkeep } from './section-upkeep.js';

/** A section as its gate holds it in memory. */
export interface Loaded {
  readonly replica: Replica;
  readonly bindings: ClientBindings;
  readonly judge: SectionJudge;
  readonly upkeep: SectionUpkeep;
  /** Of this ownership: the log takes nothing under an older one. */
  readonly epoch: number;
  /** Whether a row of the log is not what was written; such a section is shown and not edited. */
  readonly damaged: boolean;
  /** Position of the last row that is committed. */
  seq: number;
}
