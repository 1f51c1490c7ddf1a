import { listComments, type CommentList, type CommentThreadView } from '@concordat/contracts';
import { Button, EmptyState, Loading, Notes, SegmentedControl } from '@concordat/ui';
import { useEffect, useRef, useState } from 'react';
import { anchorOfSelection, revealAnchor } from '../../editor/anchors.js';
import { useEditorPlace } from '../../editor/editor-place.js';
import { useEndpoint } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { useSession } from '../../platform/session.js';
import classes from './comment.module.css';
import { useCommentFocus } from './comment-focus.js';
import { CommentForm } from './comment-form.js';
import { useCommentText } from './comment-text.js';
import { CommentThread } from './comment-thread.js';
import { inOrderOfText } from './thread-order.js';
import { useThreadPlaces } from './use-thread-places.js';

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

/** Begins a comment on what is selected in the text, or on the whole section. */
function NewComment({ mayWrite }: { mayWrite: boolean }) {
  const say = useCommentText();
  const { editor, section, proposalId } = useEditorPlace();
  const [{ draft }, look] = useCommentFocus(section.id);
  const own = useSession().memberships.find((each) => each.proposalId === proposalId);
  if (!mayWrite) return null;
  if (draft === null) {
    const begin = () => look({ draft: { anchor: editor && anchorOfSelection(editor) }, threadId: null });
    return (
      <div className={classes.acts}>
        <Button icon="comment" onPress={begin}>
          {say('new.open')}
        </Button>
      </div>
    );
  }
  return (
    <CommentForm
      sectionId={section.id}
      anchor={draft.anchor}
      ownState={own?.stateCode}
      onDone={(threadId) => look({ draft: null, threadId })}
    />
  );
}

function Threads({ list }: { list: CommentList }) {
  const say = useCommentText();
  const { editor, section } = useEditorPlace();
  const [{ threadId }, look] = useCommentFocus(section.id);
  const [chosen, setChosen] = useState<'open' | 'resolved'>('open');
  const places = useThreadPlaces(editor, list.threads);
  const open = list.threads.filter(({ resolvedAt }) => resolvedAt === null);
  const resolved = list.threads.filter(({ resolvedAt }) => resolvedAt !== null);
  const shown = chosen === 'resolved' && resolved.length > 0 ? 'resolved' : 'open';
  const threads = inOrderOfText(shown === 'open' ? open : resolved, places);
  const frame = useActiveInSight(threadId);
  const activate = ({ id, anchor }: CommentThreadView) => {
    look({ threadId: id });
    if (editor && anchor) revealAnchor(editor, anchor);
  };
  if (list.threads.length === 0) {
    const key = list.abilities['comment.write'] ? 'panel.none.text.write' : 'panel.none.text.read';
    return <EmptyState title={say('panel.none.title')}>{say(key)}</EmptyState>;
  }
  return (
    <>
      {resolved.length > 0 && (
        <SegmentedControl
          label={say('panel.show')}
          segments={[
            { id: 'open', label: say('panel.show.open', { count: open.length }) },
            { id: 'resolved', label: say('panel.show.resolved', { count: resolved.length }) },
          ]}
          value={shown}
          onChange={setChosen}
        />
      )}
      {threads.length === 0 && <p className={classes.soft}>{say('panel.none_open')}</p>}
      <div ref={frame}>
        <Notes label={say(`panel.list.${shown}`)}>
          {threads.map((thread) => (
            <CommentThread
              key={thread.id}
              thread={thread}
              isRemoved={places.get(thread.id) === null}
              isActive={thread.id === threadId}
              onActivate={() => activate(thread)}
            />
          ))}
        </Notes>
      </div>
    </>
  );
}

/** Keeps the note of the passage that was pressed in sight. */
function useActiveInSight(threadId: string | null) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    frame.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [threadId]);
  return frame;
}
