import type { SectionView } from '@concordat/contracts';
import { editSection } from '@concordat/domain';
import type { Facts } from '@concordat/policy';
import { sectionFacts, type SectionDetail, type SectionRow } from './section.repository.js';

/** What the policy asks of a section. */
export const policyFacts = (section: SectionRow): Facts => ({
  proposalId: section.proposalId,
  leadPersonId: section.leadPersonId,
  contributorPersonIds: section.contributorPersonIds,
});

/** A section for its reader: the abilities are theirs; `closedBecause` holds for everybody. */
export function presentSection(
  detail: SectionDetail,
  section: SectionRow,
  abilities: Record<string, boolean>,
  now: Date,
): SectionView {
  const editing = editSection(sectionFacts(section), now);
  return { ...detail, closedBecause: editing.ok ? null : editing.reason, abilities };
}
