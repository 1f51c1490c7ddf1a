import { listSections, type SectionBrief } from '@concordat/contracts';
import { ButtonLink, EmptyState, ScreenHead } from '@concordat/ui';
import { useState } from 'react';
import { addresses } from '../../platform/addresses.js';
import { useEndpointData } from '../../platform/query.js';
import { useAddressPart, useProposal } from '../../platform/place.js';
import { AssignDialog } from './assign-dialog.js';
import { SectionsTable } from './sections-table.js';
import { useSectionText } from './text.js';

/** The outline of a proposal: who writes what, how far it is, when it is due. */
export function SectionsScreen() {
  const text = useSectionText();
  const proposalId = useAddressPart('proposalId');
  const { abilities } = useProposal();
  const { sections } = useEndpointData(listSections, { params: { proposalId } });
  const [assigning, setAssigning] = useState<SectionBrief | null>(null);
  const written = sections.filter(({ isGroup }) => !isGroup);
  return (
    <>
      <ScreenHead
        title={text('sections.title')}
        lede={ledeOf(text, written)}
        actions={
          <ButtonLink icon="search" href={addresses.find(proposalId)}>
            {text('find_all.title')}
          </ButtonLink>
        }
      />
      {sections.length === 0 ? (
        <EmptyState title={text('sections.empty.title')}>{text('sections.empty.text')}</EmptyState>
      ) : (
        <SectionsTable
          sections={sections}
          proposalId={proposalId}
          onAssign={abilities['section.assign'] === true ? setAssigning : undefined}
        />
      )}
      {assigning && (
        <AssignDialog section={assigning} proposalId={proposalId} onClose={() => setAssigning(null)} />
      )}
    </>
  );
}

function ledeOf(text: ReturnType<typeof useSectionText>, sections: readonly SectionBrief[]): string {
  if (sections.length === 0) return text('sections.lede.none');
  return text('sections.lede', {
    total: sections.length,
    ready: sections.filter(({ state }) => state === 'approved' || state === 'locked').length,
    unassigned: sections.filter(({ lead }) => lead === null).length,
  });
}
