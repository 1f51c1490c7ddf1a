import { listComments, seeComments, type CommentList, type CommentThreadView } from '@concordat/contracts';
import { Button, EmptyState, IconButton, Loading, Notes, Select, TextLink } from '@concordat/ui';
import { useEffect, useRef, useState } from 'react';
import { anchorOfSelection } from '../../editor/anchors.js';
import { useEditorPlace } from '../../editor/editor-place.js';
import { addresses } from '../../platform/addresses.js';
import { useAddressSearch } from '../../platform/place.js';
import { useEndpoint, useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { useSession } from '../../platform/session.js';
import classes from './comment.module.css';
import { useCommentDraft } from './comment-drafts.js';
import { useCommentFocus } from './comment-focus.js';
import { CommentForm } from './comment-form.js';
import { CommentSearch, threadFilters, type ThreadFilter } from './comment.search.js';
import { useCommentText } from './comment-text.js';
import { CommentThread } from './comment-thread.js';
import { filtered } from './thread-filter.js';
import { inOrderOfText } from './thread-order.js';
import { useThreadPlaces } from './use-thread-places.js';
import { useShowThread } from './use-show-thread.js';

/** The comments of a section in the editor's margin, in the order of the text. */
export function CommentsPanel() {
  const say = useCommentText();
  const { section } = useEditorPlace();
  const { data, error } = useEndpoint(listComments, { params: { sectionId: section.id } });
  if (error !== null && data === undefined)
    return <RefusalBanner refusal={error} title={say('panel.error')} />;
  if (data === undefined) return <Loading label={say('panel.loading')} rows={3} rowHeight="list" />;
  return (
    <div className={classes.panel}>
      <NewComment mayWrite={data.abilities['comment.write'] === true} />
      <Threads list={data} />
    </div>
  );
}

/** Begins a comment on what is selected in the text, or on the whole section; or goes on with one that was begun. */
function NewComment({ mayWrite }: { mayWrite: boolean }) {
  const say = useCommentText();
  const { editor, mode, section, proposalId } = useEditorPlace();
  const [{ draft }, look] = useCommentFocus(section.id);
  const [isBack, setBack] = useState(false);
  const kept = useCommentDraft(section.id, 'new').read();
  const own = useSession().memberships.find((each) => each.proposalId === proposalId);
  if (!mayWrite) return null;
  if (draft === null) {
    const begin = () => {
      const selected = editor && anchorOfSelection(editor);
      look({ draft: { anchor: selected ?? kept?.anchor ?? null }, threadId: null });
    };
    return (
      <div className={classes.acts}>
        <Button icon="comment" onPress={begin} autoFocus={isBack}>
          {say(kept === null ? 'new.open' : 'new.go_on')}
        </Button>
      </div>
    );
  }
  return (
    <CommentForm
      sectionId={section.id}
      anchor={draft.anchor}
      ownState={own?.stateCode}
      onDone={(threadId) => {
        look({ draft: null, threadId });
        // Whoever writes goes on where the words are; whoever reads, where they began the comment.
        if (mode === 'read') setBack(true);
        else editor?.commands.focus();
      }}
    />
  );
}

function Threads({ list }: { list: CommentList }) {
  const say = useCommentText();
  const { editor, section, proposalId } = useEditorPlace();
  const [{ threadId }, look] = useCommentFocus(section.id);
  const [{ comments: filter = 'open' }, changeSearch] = useAddressSearch(CommentSearch);
  const places = useThreadPlaces(editor, list.threads);
  const threads = inOrderOfText(filtered(list.threads, filter), places);
  const frame = useActiveInSight(threadId);
  useSeen(list.threads, threadId);
  const show = useShowThread();
  const chosen = list.threads.find(({ id }) => id === threadId);
  useEffect(() => {
    // Whoever is led to a thread sees it, whatever was shown before.
    if (chosen !== undefined && filtered([chosen], filter).length === 0)
      changeSearch({ comments: chosen.resolvedAt === null ? undefined : 'resolved' });
    // Only where somebody goes to a thread: a filter chosen afterwards is theirs to choose.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [threadId]);
  if (list.threads.length === 0) {
    const key = list.abilities['comment.write'] ? 'panel.none.text.write' : 'panel.none.text.read';
    return <EmptyState title={say('panel.none.title')}>{say(key)}</EmptyState>;
  }
  const step = (by: 1 | -1) => {
    const at = threads.findIndex(({ id }) => id === threadId);
    const next =
      threads[at < 0 ? (by === 1 ? 0 : threads.length - 1) : (at + by + threads.length) % threads.length];
    if (next) show(next);
  };
  const pick = (value: string | null) => {
    look({ threadId: null });
    const wanted = threadFilters.find((each) => each === value);
    changeSearch({ comments: wanted === 'open' ? undefined : wanted });
  };
  return (
    <>
      <div className={classes.bar}>
        <Select
          size="dense"
          isLabelHidden
          label={say('panel.show')}
          value={filter}
          onChange={pick}
          options={filtersOf(list.threads, filter).map((id) => ({
            id,
            label: say(`panel.show.${id}`, { count: filtered(list.threads, id).length }),
          }))}
        />
        <IconButton icon="up" size="dense" label={say('panel.previous')} onPress={() => step(-1)} />
        <IconButton icon="down" size="dense" label={say('panel.next')} onPress={() => step(1)} />
      </div>
      {threads.length === 0 && <p className={classes.soft}>{say(`panel.empty.${filter}`)}</p>}
      <div ref={frame}>
        <Notes label={say(`panel.list.${filter}`)}>
          {threads.map((thread) => (
            <CommentThread
              key={thread.id}
              thread={thread}
              isRemoved={places.get(thread.id) === null}
              isActive={thread.id === threadId}
              onActivate={() => show(thread)}
            />
          ))}
        </Notes>
      </div>
      <TextLink href={`${addresses.comments(proposalId)}?show=open`}>{say('panel.all')}</TextLink>
    </>
  );
}

/** The filters that would show something, and the one that is chosen. */
const filtersOf = (threads: readonly CommentThreadView[], chosen: ThreadFilter): readonly ThreadFilter[] =>
  threadFilters.filter((each) => each === 'open' || each === chosen || filtered(threads, each).length > 0);

/** Notes that the thread in sight was seen, so that nobody is mailed what they have read. */
function useSeen(threads: readonly CommentThreadView[], threadId: string | null): void {
  const { section } = useEditorPlace();
  const { mutate } = useEndpointMutation(seeComments);
  const hasNews = threads.some(({ id, news }) => id === threadId && news.length > 0);
  useEffect(() => {
    if (!hasNews || threadId === null) return;
    mutate({ params: { sectionId: section.id }, body: { threadIds: [threadId] } });
  }, [hasNews, threadId, section.id, mutate]);
}

/** Keeps the note of the passage that was pressed in sight. */
function useActiveInSight(threadId: string | null) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    frame.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [threadId]);
  return frame;
}
