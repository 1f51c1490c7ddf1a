import type { CommentMessageView } from '@concordat/contracts';
import { piecesOf } from '@concordat/domain';
import { useFormat } from '../../platform/format.js';
import { useReader } from '../../platform/session.js';
import classes from './comment.module.css';
import { useCommentText } from './comment-text.js';

/** What somebody said: words, and the people named in them; or that it was deleted. */
export function CommentWords({ message }: { readonly message: CommentMessageView }) {
  const say = useCommentText();
  const format = useFormat();
  const reader = useReader();
  const { body, mentions, editedAt, deletedAt } = message;
  if (deletedAt !== null)
    return <span className={classes.gone}>{say('message.deleted', { when: format.stamp(deletedAt) })}</span>;
  return (
    <span className={classes.body}>
      {piecesOf(body).map((piece, index) => {
        if ('text' in piece) return piece.text;
        const name = mentions.find(({ id }) => id === piece.personId)?.displayName ?? '…';
        return (
          <span key={index} className={classes.mention} data-own={piece.personId === reader?.id || undefined}>
            @{name}
          </span>
        );
      })}
      {editedAt !== null && (
        <span className={classes.edited}> {say('message.edited', { when: format.stamp(editedAt) })}</span>
      )}
    </span>
  );
}
