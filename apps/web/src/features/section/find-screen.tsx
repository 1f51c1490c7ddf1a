import { EmptyState, ScreenHead, TextField, ToolToggle } from '@concordat/ui';
import { useEffect, useRef, useState } from 'react';
import { useAddressPart } from '../../platform/place.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import classes from './find-screen.module.css';
import { FoundSections } from './found-sections.js';
import { lookedFor, noteFinding, type Looked } from './found.js';
import { useSectionText } from './text.js';
import { useFindings } from './use-findings.js';

/** Finds words in all sections of the proposal, while they are being written. */
export function FindScreen() {
  const text = useSectionText();
  const proposalId = useAddressPart('proposalId');
  const [query, setQuery] = useState<Looked>(() => lookedFor(proposalId));
  const field = useRef<HTMLInputElement>(null);
  const change = (part: Partial<Looked>) => setQuery((before) => ({ ...before, ...part }));
  const { found, error, isFinding } = useFindings(proposalId, query);

  // The words that stand there are most often replaced.
  useEffect(() => field.current?.select(), []);
  useEffect(() => noteFinding(proposalId, query, found), [proposalId, query, found]);
  const total = found?.sections.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return (
    <>
      <ScreenHead title={text('find_all.title')} lede={text('find_all.lede')} />
      <div className={classes.bar} role="search" aria-label={text('find_all.title')}>
        <TextField
          label={text('find_all.words')}
          isLabelHidden
          placeholder={text('find_all.words')}
          value={query.words}
          onChange={(words) => change({ words })}
          maxLength={200}
          size="large"
          ref={field}
          autoFocus
        />
        <ToolToggle
          label={text('find.match_case')}
          letter="Aa"
          isOn={query.matchCase}
          onPress={() => change({ matchCase: !query.matchCase })}
        />
        <ToolToggle
          label={text('find.whole_word')}
          letter={<u>W</u>}
          isOn={query.wholeWord}
          onPress={() => change({ wholeWord: !query.wholeWord })}
        />
      </div>
      <p className={classes.status} role="status">
        {isFinding
          ? text('find_all.finding')
          : found !== null &&
            text('find_all.count', {
              count: total,
              sections: found.sections.length,
              searched: found.searched,
            })}
      </p>
      <RefusalBanner refusal={error} title={text('find_all.error')} />
      {found !== null && found.sections.length > 0 && (
        <FoundSections found={found} proposalId={proposalId} isOld={isFinding} />
      )}
      {found !== null && total === 0 && !isFinding && (
        <EmptyState title={text('find_all.none.title')} level={2}>
          {text(query.matchCase || query.wholeWord ? 'find_all.none.narrow' : 'find_all.none.text')}
        </EmptyState>
      )}
    </>
  );
}
