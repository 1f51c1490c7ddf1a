import { listReviews, readSectionReview, type ReviewLine, type ReviewList } from '@concordat/contracts';
import {
  Banner,
  ButtonLink,
  Columns,
  EmptyState,
  Loading,
  ScreenHead,
  SectionHead,
  TextLink,
} from '@concordat/ui';
import { Suspense, useState } from 'react';
import { addresses } from '../../platform/addresses.js';
import { useFormat } from '../../platform/format.js';
import { useAddressSearch, useProposal } from '../../platform/place.js';
import { SinceRead } from '../version/since-read.js';
import { useEndpoint, useEndpointData } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { ReviewLines } from './review-lines.js';
import { lineShown, linesOf, standingOf } from './review-standing.js';
import { useReviewText } from './review-text.js';
import { ReviewSearch } from './section-review.search.js';
import classes from './section-review.module.css';
import { SectionReview } from './section-review.js';

/** What the reader's state is asked for, one section at a time, and where it stands with the others. */
export function ReviewScreen() {
  const say = useReviewText();
  const format = useFormat();
  const { id: proposalId, standing, coordinatingState } = useProposal();
  const list = useEndpointData(listReviews, { params: { proposalId } });
  const [{ section }, setSearch] = useAddressSearch(ReviewSearch);
  const [said, setSaid] = useState<string | null>(null);
  const line = lineShown(list, section);
  const state = format.state(standing?.stateCode ?? coordinatingState);
  const lines = linesOf(list);
  const all = (
    <ReviewLines lines={lines} shown={line} memberId={standing?.memberId} proposalId={proposalId} />
  );
  return (
    <>
      <ScreenHead
        title={
          line ? say('review.title_of', { number: line.number, title: line.title }) : say('review.title')
        }
        lede={useLede(list, standing?.memberId, state)}
      />
      {said !== null && <Banner tone="info" icon="check" title={said} />}
      {lines.length === 0 && <NoRounds proposalId={proposalId} />}
      {lines.length > 0 && !line && all}
      {line && (
        <Columns
          label={say('review.aside')}
          aside={
            <>
              <SectionHead rule="bare" title={say('review.aside')} />
              <p className={classes.soft}>{say('review.aside.meta', { state })}</p>
              {all}
            </>
          }
        >
          <ReviewOf
            key={line.sectionId}
            line={line}
            proposalId={proposalId}
            onGiven={(words) => {
              setSaid(words);
              // What waits next comes into sight by itself.
              setSearch({ section: undefined });
            }}
          />
        </Columns>
      )}
    </>
  );
}

function ReviewOf({
  line,
  proposalId,
  onGiven,
}: {
  line: ReviewLine;
  proposalId: string;
  onGiven: (words: string) => void;
}) {
  const say = useReviewText();
  const format = useFormat();
  const { data, error } = useEndpoint(readSectionReview, { params: { sectionId: line.sectionId } });
  if (error !== null && data === undefined)
    return <RefusalBanner refusal={error} title={say('panel.error')} />;
  if (data === undefined) return <Loading label={say('panel.loading')} />;
  return (
    <>
      <Suspense fallback={null}>
        <SinceRead sectionId={line.sectionId} number={line.number} />
      </Suspense>
      <SectionReview
        review={data}
        onGiven={(kind, code) =>
          onGiven(say(`review.said.${kind}`, { state: format.state(code), number: line.number }))
        }
        toText={
          <TextLink href={addresses.section(proposalId, line.sectionId)}>{say('review.read')}</TextLink>
        }
      />
    </>
  );
}

function NoRounds({ proposalId }: { proposalId: string }) {
  const say = useReviewText();
  return (
    <EmptyState
      title={say('review.empty.title')}
      action={<ButtonLink href={addresses.sections(proposalId)}>{say('review.empty.action')}</ButtonLink>}
    >
      {say('review.empty.text')}
    </EmptyState>
  );
}

function useLede(list: ReviewList, memberId: string | undefined, state: string): string {
  const say = useReviewText();
  const { waitingForMe, waitingForAnswer } = list;
  const lines = linesOf(list);
  if (lines.length === 0) return say('review.lede.none');
  const stale = lines.filter(({ round }) => memberId && standingOf(round, memberId) === 'stale');
  const sentences = [
    waitingForMe.length > 0 && say('review.lede.mine', { count: waitingForMe.length, state }),
    waitingForAnswer.length > 0 && say('review.lede.answer', { count: waitingForAnswer.length }),
    stale.length > 0 && say('review.lede.stale', { count: stale.length, state }),
  ].filter((sentence) => sentence !== false);
  return sentences.slice(0, 2).join(' ') || say('review.lede.nothing');
}
