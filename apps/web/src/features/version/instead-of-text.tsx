import type { SectionView } from '@concordat/contracts';
import { useEditorPlace } from '../../editor/editor-place.js';
import { lazyPart } from '../../platform/lazy-part.js';
import { type Comparing, useComparing } from './comparing.js';

const ComparedText = lazyPart(async () => (await import('./compared-text.js')).ComparedText);

/** What is compared, in the place of the text. */
export function InsteadOfText({
  section,
  comparing,
}: {
  readonly section: Pick<SectionView, 'id' | 'number'>;
  readonly comparing: Comparing;
}) {
  const { editor } = useEditorPlace();
  const [, compare] = useComparing(section.id);
  const onCompare = (wanted: Comparing | null) => {
    compare(wanted);
    // The button that was pressed goes with the comparison; the text takes the focus once it is back.
    if (wanted === null) setTimeout(() => editor?.commands.focus());
  };
  return (
    <ComparedText
      sectionId={section.id}
      number={section.number}
      comparing={comparing}
      onCompare={onCompare}
    />
  );
}
