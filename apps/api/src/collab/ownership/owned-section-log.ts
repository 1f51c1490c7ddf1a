import type { Claim, SectionLog } from '../gate/section-log.js';
import type { SectionOwnership } from './section-ownership.js';

/** Another process owns the section: whoever wanted to open it here comes back and is taken there. */
export class OwnedElsewhere extends Error {}

/**
 * The section log of a process that is one of several: claiming a section takes its lock first, so that two processes
 * do not take a section from each other in turns. What is appended without the lock still fails by its epoch.
 */
export function ownedSectionLog(log: SectionLog, ownership: Pick<SectionOwnership, 'take'>): SectionLog {
  return {
    claim: async (sectionId, personId): Promise<Claim | null> => {
      if (!(await ownership.take(sectionId)))
        throw new OwnedElsewhere(`Section ${sectionId} is owned elsewhere.`);
      return log.claim(sectionId, personId);
    },
    newestSnapshot: (...asked) => log.newestSnapshot(...asked),
    rows: (...asked) => log.rows(...asked),
    append: (...asked) => log.append(...asked),
    snapshot: (...asked) => log.snapshot(...asked),
    archive: (...asked) => log.archive(...asked),
    digest: (...asked) => log.digest(...asked),
  };
}
