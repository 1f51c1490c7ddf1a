import type { RuleView } from '@concordat/contracts';
import { TextLink } from '@concordat/ui';
import { useSubmissionText } from './text.js';

const isLink = (source: string): boolean => source.startsWith('https:');

/** The provision behind a finding: its wording, where it stands, and whether that was confirmed. */
export function Rule({ rule }: { rule: RuleView | null }) {
  const say = useSubmissionText();
  if (rule === null) return null;
  const named = rule.sources.filter((source) => !isLink(source));
  const notes = [...named, ...(rule.verified ? [] : [say('rule.unverified')])];
  return (
    <>
      {say('rule.wording', { id: rule.id, text: rule.text })} {notes.length > 0 && `(${notes.join('; ')}) `}
      {rule.sources.filter(isLink).map((source, index) => (
        <span key={source}>
          {index > 0 && ', '}
          <TextLink href={source} target="_blank" rel="noreferrer">
            {say('rule.source', { number: index + 1 })}
          </TextLink>
        </span>
      ))}
    </>
  );
}
