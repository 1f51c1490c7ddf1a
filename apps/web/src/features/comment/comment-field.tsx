import { listCommentPeople, type PersonBrief } from '@concordat/contracts';
import { MentionArea, Plate, type MentionAreaProps } from '@concordat/ui';
import { useMemo } from 'react';
import { useEditorPlace } from '../../editor/editor-place.js';
import { useFormat } from '../../platform/format.js';
import { useEndpoint } from '../../platform/query.js';
import { plateOf } from '../proposal/state-words.js';
import { useCommentText } from './comment-text.js';
import { mentionLabels, readersAmong } from './mention-text.js';

const nobody = { people: [], states: [] };
const nobodyBefore: readonly PersonBrief[] = [];

/** Who can be named in a comment or waited for; empty until it is known. */
export function useCommentPeople() {
  const { proposalId } = useEditorPlace();
  return useEndpoint(listCommentPeople, { params: { proposalId } }).data ?? nobody;
}

/** How the readers of a thread are named, and whoever was named in it before. */
export function useMentions(internalTo: string | null, before: readonly PersonBrief[] = nobodyBefore) {
  const everybody = useCommentPeople();
  return useMemo(() => {
    const people = readersAmong(everybody, internalTo);
    const left = before.filter(({ id }) => people.every((person) => person.id !== id));
    return { people, labels: mentionLabels([...people, ...left]) };
  }, [everybody, internalTo, before]);
}

type Passed = Omit<MentionAreaProps, 'options' | 'listLabel' | 'countLabel'>;

/** A field for a comment, in which the readers of the thread are named behind an @. */
export function CommentField({ mentions, ...rest }: Passed & { mentions: ReturnType<typeof useMentions> }) {
  const say = useCommentText();
  const format = useFormat();
  const options = mentions.people.map(({ id, stateCode }) => ({
    id,
    label: mentions.labels.get(id) ?? '',
    leading: <Plate {...plateOf(stateCode, format.state(stateCode))} />,
  }));
  return (
    <MentionArea
      {...rest}
      options={options}
      listLabel={say('mention.list')}
      countLabel={(count) => say('mention.count', { count })}
    />
  );
}
