import { listSections, readSection } from '@concordat/contracts';
import { EmptyState, Loading } from '@concordat/ui';
import { useSectionText } from '../features/section/text.js';
import { useAddressPart } from '../platform/place.js';
import { useEndpointData } from '../platform/query.js';
import { useReader } from '../platform/session.js';
import { useState } from 'react';
import { Desk } from './desk.js';
import { Outline } from './outline.js';
import classes from './section-screen.module.css';
import { useSectionLink } from './use-section-link.js';

/** A section with its text, its outline and what stands beside it. */
export function SectionScreen() {
  const sectionId = useAddressPart('sectionId');
  return <Section key={sectionId} sectionId={sectionId} proposalId={useAddressPart('proposalId')} />;
}

function Section({ sectionId, proposalId }: { readonly sectionId: string; readonly proposalId: string }) {
  const text = useSectionText();
  const section = useEndpointData(readSection, { params: { sectionId } });
  const { sections } = useEndpointData(listSections, { params: { proposalId } });
  return (
    <div className={classes.screen}>
      <Outline sections={sections} proposalId={proposalId} currentId={sectionId} />
      {section.isGroup ? (
        <div className={classes.group}>
          <EmptyState title={text('editor.group.title')} level={2}>
            {text('editor.group.text')}
          </EmptyState>
        </div>
      ) : (
        <OpenSection section={section} proposalId={proposalId} />
      )}
    </div>
  );
}

function OpenSection(props: {
  readonly section: React.ComponentProps<typeof Desk>['section'];
  readonly proposalId: string;
}) {
  const text = useSectionText();
  const reader = useReader();
  // The text stays its person's even in the moment in which the session ends.
  const [readerId] = useState(reader?.id ?? '');
  const link = useSectionLink(props.section.id, readerId);
  if (link === null) return <Loading label={text('editor.opening')} hasHead />;
  return <Desk {...props} link={link} readerId={readerId} />;
}
