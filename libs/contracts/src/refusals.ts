import { platformRefusals, type RefusalText } from './platform/refusals.js';
import { identityRefusals } from './identity/identity.refusals.js';
import { secondFactorRefusals } from './identity/second-factor.refusals.js';
import { callRefusals } from './call/call.refusals.js';
import { proposalRefusals } from './proposal/proposal.refusals.js';
import { sectionRefusals } from './section/section.refusals.js';
import { sectionReviewRefusals } from './section-review/section-review.refusals.js';
import { imageRefusals } from './image/image.refusals.js';
import { sourceRefusals } from './source/source.refusals.js';
import { versionRefusals } from './version/version.refusals.js';
import { commentRefusals } from './comment/comment.refusals.js';
import { deadlineRefusals } from './deadline/deadline.refusals.js';
import { reminderRefusals } from './reminder/reminder.refusals.js';
import { submissionRefusals } from './submission/submission.refusals.js';
import { auditRefusals } from './audit/audit.refusals.js';
import { sampleRefusals } from './sample/sample.refusals.js';

export type { RefusalText } from './platform/refusals.js';

const texts = {
  ...platformRefusals,
  ...identityRefusals,
  ...secondFactorRefusals,
  ...callRefusals,
  ...proposalRefusals,
  ...sectionRefusals,
  ...sectionReviewRefusals,
  ...imageRefusals,
  ...sourceRefusals,
  ...versionRefusals,
  ...commentRefusals,
  ...deadlineRefusals,
  ...reminderRefusals,
  ...submissionRefusals,
  ...auditRefusals,
  ...sampleRefusals,
} as const satisfies Record<string, RefusalText>;

/** A stable, documented code. */
export type RefusalCode = keyof typeof texts;

/** The status and sentence of a code; an unknown code is answered as an internal error. */
export const refusalText = (code: string): RefusalText =>
  (texts as Record<string, RefusalText>)[code] ?? platformRefusals.internal;

/** Every declared code, for documents and tests. */
export const refusalCodes = (): readonly string[] => Object.keys(texts).sort();
