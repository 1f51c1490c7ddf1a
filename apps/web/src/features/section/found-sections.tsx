import type { FoundWords } from '@concordat/contracts';
import { Button, Section, TextLink } from '@concordat/ui';
import { useState } from 'react';
import { addresses } from '../../platform/addresses.js';
import classes from './find-screen.module.css';
import { useSectionText } from './text.js';

/** Shown of a section before somebody asks for more. */
const fewPassages = 5;

type Found = FoundWords['sections'][number];

/** The sections in which words were found, each with its passages; a passage leads to its place in the text. */
export function FoundSections({
  found: { sections },
  proposalId,
  isOld,
}: {
  readonly found: FoundWords;
  readonly proposalId: string;
  /** Something else is looked for by now. */
  readonly isOld: boolean;
}) {
  return (
    <div className={classes.found} aria-busy={isOld} data-old={isOld || undefined}>
      {sections.map((section) => (
        <FoundSection key={section.id} section={section} proposalId={proposalId} />
      ))}
    </div>
  );
}

function FoundSection({ section, proposalId }: { readonly section: Found; readonly proposalId: string }) {
  const text = useSectionText();
  const [isWhole, showAll] = useState(false);
  const { id, number, title, count, passages } = section;
  const shown = isWhole ? passages : passages.slice(0, fewPassages);
  return (
    <Section
      title={
        <>
          <span className={classes.number}>{number}</span> {title}
        </>
      }
      meta={text('find_all.places', { count })}
    >
      <ol className={classes.passages}>
        {shown.map(({ index, before, words, after }) => (
          <li key={index}>
            <TextLink
              tone="ink"
              className={classes.passage ?? ''}
              href={`${addresses.section(proposalId, id)}?found=${index}`}
            >
              {before}
              <mark>{words}</mark>
              {after}
            </TextLink>
          </li>
        ))}
      </ol>
      {passages.length > shown.length && (
        <Button size="dense" onPress={() => showAll(true)}>
          {text('find_all.more', { count: passages.length - shown.length, number })}
        </Button>
      )}
      {isWhole && count > passages.length && (
        <p className={classes.rest}>{text('find_all.rest', { count: passages.length })}</p>
      )}
    </Section>
  );
}
