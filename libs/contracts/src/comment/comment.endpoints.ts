import { endpoint } from '../platform/endpoint.js';
import { CommentList, ReplyToThread, ResolveThread, StartThread } from './comment.schemas.js';

export const listComments = endpoint({
  method: 'GET',
  path: '/sections/:sectionId/comments',
  needs: 'comment.read',
  summary: 'The comment threads of a section that the reader may see, the oldest first.',
  response: CommentList,
});

export const startCommentThread = endpoint({
  method: 'POST',
  path: '/sections/:sectionId/comments',
  needs: 'comment.write',
  summary: 'Comments on a passage, or on the whole section.',
  body: StartThread,
  response: CommentList,
});

export const replyToComment = endpoint({
  method: 'POST',
  path: '/comment-threads/:threadId/messages',
  needs: 'comment.write',
  summary: 'Adds a message to a thread; a resolved one opens again.',
  body: ReplyToThread,
  response: CommentList,
});

export const resolveComment = endpoint({
  method: 'POST',
  path: '/comment-threads/:threadId/resolution',
  needs: 'comment.resolve',
  summary: 'Resolves a thread, or opens it again.',
  body: ResolveThread,
  response: CommentList,
});
