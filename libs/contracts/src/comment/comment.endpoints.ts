import { z } from 'zod';
import { endpoint } from '../platform/endpoint.js';
import { Nothing } from '../platform/wire.js';
import {
  AssignThread,
  CommentExportQuery,
  CommentList,
  CommentPeople,
  DeleteComment,
  EditComment,
  ProposalComments,
  ProposalCommentsQuery,
  ReplyToThread,
  ResolveThread,
  SeenThreads,
  StartThread,
} from './comment.schemas.js';

export const listComments = endpoint({
  method: 'GET',
  path: '/sections/:sectionId/comments',
  needs: 'comment.read',
  summary: 'The comment threads of a section that the reader may see, the oldest first.',
  response: CommentList,
});

export const listProposalComments = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/comments',
  needs: 'comment.read',
  summary:
    'The comment threads of a whole proposal: what waits for the reader, what is open, what was resolved.',
  query: ProposalCommentsQuery,
  response: ProposalComments,
});

export const listCommentPeople = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/comment-people',
  needs: 'comment.read',
  summary: 'The people and states of a proposal who can be named in a comment or waited for.',
  response: CommentPeople,
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

export const editComment = endpoint({
  method: 'PATCH',
  path: '/comment-messages/:commentId',
  needs: 'comment.edit',
  summary: 'Changes the words of one’s own message; everybody sees that they were changed.',
  body: EditComment,
  response: CommentList,
});

export const deleteComment = endpoint({
  method: 'POST',
  path: '/comment-messages/:commentId/deletion',
  needs: 'comment.edit',
  summary: 'Deletes the words of one’s own message; that there was one stays.',
  body: DeleteComment,
  response: CommentList,
});

export const assignComment = endpoint({
  method: 'PUT',
  path: '/comment-threads/:threadId/assignment',
  needs: 'comment.write',
  summary: 'Says whom a thread waits for: a person, a state, or nobody.',
  body: AssignThread,
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

export const seeComments = endpoint({
  method: 'POST',
  path: '/sections/:sectionId/comments/seen',
  needs: 'comment.read',
  summary: 'Notes that the reader saw these threads; no mail about them is needed any more.',
  body: SeenThreads,
  response: Nothing,
});

export const exportComments = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/comments/export',
  needs: 'comment.read',
  summary:
    'Every comment of a proposal as a spreadsheet; what a state keeps to itself only if its own people ask for it.',
  query: CommentExportQuery,
  response: z.unknown(),
  produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});
