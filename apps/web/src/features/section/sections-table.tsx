import type { SectionBrief } from '@concordat/contracts';
import { Button, DataTable, LimitMeter, limitNearness, Mark, TextLink, Who } from '@concordat/ui';
import { addresses } from '../../platform/addresses.js';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { plateOf } from '../proposal/state-words.js';
import { sectionMarks } from './section-marks.js';
import { useSectionText } from './text.js';

/** What a {@link SectionsTable} takes. */
export interface SectionsTableProps {
  readonly sections: readonly SectionBrief[];
  readonly proposalId: string;
  /** Given to those who may assign. */
  readonly onAssign?: ((section: SectionBrief) => void) | undefined;
}

/** The sections in order, under the headings of their groups. */
export function SectionsTable({ sections, proposalId, onAssign }: SectionsTableProps) {
  const text = useSectionText();
  const words = useWords();
  const format = useFormat();
  const groups = new Map(sections.filter(({ isGroup }) => isGroup).map((group) => [group.id, group]));
  const written = sections.filter(({ isGroup }) => !isGroup);
  const groupOf = ({ parentId }: SectionBrief) => {
    const group = parentId === null ? undefined : groups.get(parentId);
    return { id: group?.id ?? '', title: group ? `${group.number} ${group.title}` : '' };
  };
  return (
    <DataTable
      caption={text('sections.table')}
      rows={written}
      rowKey={({ id }) => id}
      rhythm="middle"
      {...(groups.size > 0 ? { groupOf } : {})}
      columns={[
        { id: 'number', head: text('sections.number'), isNowrap: true, cell: ({ number }) => number },
        {
          id: 'title',
          head: text('sections.name'),
          isRowHeader: true,
          cell: ({ id, title, changedSinceRead }) => (
            <>
              <TextLink tone="ink" href={addresses.section(proposalId, id)}>
                {title}
              </TextLink>
              {changedSinceRead && (
                <>
                  {' '}
                  <Mark kind="stale">{text('sections.changed')}</Mark>
                </>
              )}
            </>
          ),
        },
        {
          id: 'lead',
          head: text('sections.lead'),
          entryLabel: text('sections.lead'),
          cell: ({ lead }) => <Lead lead={lead} />,
        },
        {
          id: 'state',
          head: text('sections.state'),
          isNowrap: true,
          cell: ({ state, frozen }) => (
            <Mark kind={frozen ? 'locked' : sectionMarks[state]}>
              {frozen ? text('sections.frozen') : words(`section_state.${state}`)}
            </Mark>
          ),
        },
        {
          id: 'length',
          head: text('sections.length'),
          entryLabel: text('sections.length'),
          cell: (section) => <Length section={section} />,
        },
        {
          id: 'comments',
          head: text('sections.comments'),
          entryLabel: text('sections.comments'),
          align: 'end',
          cell: ({ openComments }) => format.number(openComments),
        },
        {
          id: 'due',
          head: text('sections.due'),
          entryLabel: text('sections.due'),
          isNowrap: true,
          // The day alone, to be compared down the column; the hour stands beside the text and in the dialog.
          cell: ({ due }) => (due === null ? text('sections.no_due') : format.day(due)),
        },
        ...(onAssign === undefined
          ? []
          : [
              {
                id: 'act',
                head: text('sections.act'),
                isHeadHidden: true,
                align: 'end' as const,
                cell: (section: SectionBrief) => (
                  <Button
                    size="dense"
                    aria-label={text('sections.assign_one', { number: section.number })}
                    onPress={() => onAssign(section)}
                  >
                    {text('sections.act')}
                  </Button>
                ),
              },
            ]),
      ]}
    />
  );
}

function Lead({ lead }: Pick<SectionBrief, 'lead'>) {
  const text = useSectionText();
  const format = useFormat();
  if (lead === null) return <Mark kind="warning">{text('sections.no_lead')}</Mark>;
  if (lead.stateCode === null) return <>{lead.displayName}</>;
  return <Who plate={plateOf(lead.stateCode, format.state(lead.stateCode))}>{lead.displayName}</Who>;
}

function Length({ section: { words, wordLimit } }: { readonly section: SectionBrief }) {
  const text = useSectionText();
  const format = useFormat();
  if (wordLimit === null) return <>{text('sections.words', { words })}</>;
  const used = format.number(words);
  const limit = format.number(wordLimit);
  return (
    <LimitMeter
      used={words}
      limit={wordLimit}
      layout="column"
      usedText={used}
      limitText={limit}
      sentence={text('sections.meter', { used, limit, near: limitNearness(words, wordLimit) })}
    />
  );
}
