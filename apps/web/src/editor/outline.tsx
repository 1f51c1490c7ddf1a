import type { SectionBrief } from '@concordat/contracts';
import { IconLink, Mark, TextLink } from '@concordat/ui';
import { useSectionText } from '../features/section/text.js';
import { sectionMarks } from '../features/section/section-marks.js';
import { addresses } from '../platform/addresses.js';
import { useWords } from '../platform/i18n.js';
import classes from './outline.module.css';
import { commandKey } from './shortcuts.js';

/** The sections of the proposal beside the text, with their states. */
export function Outline({
  sections,
  proposalId,
  currentId,
}: {
  readonly sections: readonly SectionBrief[];
  readonly proposalId: string;
  readonly currentId: string;
}) {
  const text = useSectionText();
  const words = useWords();
  return (
    <nav className={classes.outline} aria-label={text('outline.label')} data-chrome="">
      <div className={classes.head}>
        <b>{text('outline.title')}</b>
        <span className={classes.tools}>
          <IconLink
            icon="search"
            label={text('tools.named', { name: text('find_all.title'), keys: `${commandKey}+Shift+F` })}
            href={addresses.find(proposalId)}
          />
          <IconLink icon="lines" label={text('outline.all')} href={addresses.sections(proposalId)} />
        </span>
      </div>
      <ol>
        {sections.map((section) =>
          section.isGroup ? (
            <li key={section.id} className={classes.group}>
              <b>{section.number}</b> {section.title}
            </li>
          ) : (
            <li key={section.id}>
              <TextLink
                tone="ink"
                className={classes.entry ?? ''}
                href={addresses.section(proposalId, section.id)}
                {...(section.id === currentId ? { 'aria-current': 'page' as const } : {})}
              >
                <Mark kind={sectionMarks[section.state]} isWordHidden>
                  {words(`section_state.${section.state}`)}
                </Mark>
                <b>{section.number}</b>
                <span className={classes.title} title={section.title}>
                  {section.title}
                </span>
              </TextLink>
            </li>
          ),
        )}
      </ol>
    </nav>
  );
}
