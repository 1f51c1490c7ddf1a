import { exportComments, listProposalComments, type ProposalComments } from '@concordat/contracts';
import {
  ButtonLink,
  EmptyState,
  Note,
  Notes,
  Reply,
  ScreenHead,
  SegmentedControl,
  TextLink,
} from '@concordat/ui';
import { addresses } from '../../platform/addresses.js';
import { addressOf } from '../../platform/client.js';
import { useFormat } from '../../platform/format.js';
import { useAddressPart, useAddressSearch } from '../../platform/place.js';
import { useEndpoint, useEndpointData } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import classes from './comment.module.css';
import { CommentsSearch } from './comment.search.js';
import { useCommentText } from './comment-text.js';
import { signed, ThreadMarks } from './comment-thread.js';
import { CommentWords } from './comment-words.js';

/** The comments of a whole proposal: what waits for the reader first, and the way to the passage of each. */
export function CommentsScreen() {
  const say = useCommentText();
  const proposalId = useAddressPart('proposalId');
  const [{ show }, change] = useAddressSearch(CommentsSearch);
  const params = { proposalId };
  const { counts } = useEndpointData(listProposalComments, { params, query: {} });
  const { data, error } = useEndpoint(
    listProposalComments,
    { params, query: { show } },
    { keepPrevious: true },
  );
  return (
    <>
      <ScreenHead title={say('screen.title')} lede={say('screen.lede', { count: counts.for_you })} />
      <RefusalBanner refusal={error} title={say('panel.error')} />
      <div className={classes.head}>
        <SegmentedControl
          label={say('panel.show')}
          segments={(['for_you', 'open', 'resolved'] as const).map((id) => ({
            id,
            label: say(`screen.show.${id}`, { count: counts[id] }),
          }))}
          value={show}
          onChange={(chosen) => change({ show: chosen })}
        />
        {data && <Export ownState={data.ownState} proposalId={proposalId} />}
      </div>
      {data && <ThreadList list={data} show={show} proposalId={proposalId} />}
    </>
  );
}

function Export({ ownState, proposalId }: { readonly ownState: string | null; readonly proposalId: string }) {
  const say = useCommentText();
  const format = useFormat();
  const href = (internal: 'none' | 'own') =>
    addressOf(exportComments, { params: { proposalId }, query: { internal } });
  return (
    <div className={classes.acts}>
      <ButtonLink icon="download" href={href('none')} download>
        {say('export.all')}
      </ButtonLink>
      {ownState !== null && (
        <ButtonLink icon="lock" href={href('own')} download>
          {say('export.own', { state: format.state(ownState) })}
        </ButtonLink>
      )}
    </div>
  );
}

function ThreadList({
  list: { threads, hasMore },
  show,
  proposalId,
}: {
  readonly list: ProposalComments;
  readonly show: 'for_you' | 'open' | 'resolved';
  readonly proposalId: string;
}) {
  const say = useCommentText();
  const format = useFormat();
  if (threads.length === 0)
    return (
      <EmptyState title={say(`screen.none.${show}`)} level={2}>
        {say('screen.none.text')}
      </EmptyState>
    );
  return (
    <div className={classes.column}>
      <Notes label={say(`screen.list.${show}`)}>
        {threads.map((thread) => {
          const { section, anchor, messages, resolvedAt, resolvedBy } = thread;
          const [first, ...replies] = messages;
          if (first === undefined) return null;
          const there = `${addresses.section(proposalId, section.id)}?thread=${thread.id}`;
          return (
            <Note
              key={thread.id}
              {...signed(first, format)}
              {...(anchor === null ? {} : { quote: anchor.quote })}
              replies={replies.map((message) => (
                <Reply key={message.id} {...signed(message, format)}>
                  <CommentWords message={message} />
                </Reply>
              ))}
              footnote={
                <>
                  {resolvedAt !== null && (
                    <>
                      {say('thread.resolved', {
                        who: resolvedBy?.displayName ?? '',
                        when: format.stamp(resolvedAt),
                      })}{' '}
                    </>
                  )}
                  <TextLink href={there}>
                    {say('screen.open', { number: section.number, title: section.title })}
                  </TextLink>
                </>
              }
            >
              <ThreadMarks thread={thread} />
              <CommentWords message={first} />
            </Note>
          );
        })}
      </Notes>
      {hasMore && <p className={classes.soft}>{say('screen.more', { count: threads.length })}</p>}
    </div>
  );
}
