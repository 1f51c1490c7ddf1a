import { noticeReasons } from '@concordat/domain';
import { z } from 'zod';
import { Abilities, Id, InstantText, RowVersion, StateCode } from '../platform/wire.js';
import { PersonBrief } from '../section/section.schemas.js';

/** What somebody writes: plain text, never markup. Who is named in it stands there as `mentionOf` writes it. */
const body = z
  .string()
  .trim()
  .min(1, 'Write something first.')
  .max(8000, 'A comment holds 8 000 characters at most.');

/** A Yjs relative position as base64: it follows its text wherever that goes. */
const position = z.base64().min(4).max(400);

/** The passage a thread is about. Without one it is about the whole section. */
export const CommentAnchor = z.strictObject({
  start: position,
  end: position,
  quote: z.string().min(1).max(2000),
});
export type CommentAnchor = z.infer<typeof CommentAnchor>;

export const CommentMessageView = z.strictObject({
  id: Id,
  author: PersonBrief,
  /** Empty once it was deleted. */
  body: z.string(),
  /** The people named in the body, as far as the reader knows them. */
  mentions: z.array(PersonBrief),
  createdAt: InstantText,
  editedAt: InstantText.nullable(),
  deletedAt: InstantText.nullable(),
  version: RowVersion,
  abilities: Abilities,
});
export type CommentMessageView = z.infer<typeof CommentMessageView>;

/** Whom a thread waits for: a person, or everybody of a state; one of the two is null. */
export const CommentAssignee = z.strictObject({
  person: PersonBrief.nullable(),
  memberId: Id.nullable(),
  stateCode: StateCode.nullable(),
  by: PersonBrief.nullable(),
  at: InstantText,
});
export type CommentAssignee = z.infer<typeof CommentAssignee>;

/** What part the reader has in a thread. */
export const commentParts = ['wrote', 'mentioned', 'assigned'] as const;

export const CommentThreadView = z.strictObject({
  id: Id,
  sectionId: Id,
  anchor: CommentAnchor.nullable(),
  /** Set: only this state sees the thread. */
  internalTo: StateCode.nullable(),
  createdBy: PersonBrief,
  createdAt: InstantText,
  assignee: CommentAssignee.nullable(),
  resolvedAt: InstantText.nullable(),
  resolvedBy: PersonBrief.nullable(),
  version: RowVersion,
  messages: z.array(CommentMessageView),
  /** The reader’s part in it. */
  parts: z.array(z.enum(commentParts)),
  /** What the reader was told of it and has not looked at. */
  news: z.array(z.enum(noticeReasons)),
  abilities: Abilities,
});
export type CommentThreadView = z.infer<typeof CommentThreadView>;

export const CommentList = z.strictObject({ threads: z.array(CommentThreadView), abilities: Abilities });
export type CommentList = z.infer<typeof CommentList>;

/** Which threads of a proposal are shown: those that wait for the reader, those that are open, or resolved. */
export const commentShows = ['for_you', 'open', 'resolved'] as const;
export const ProposalCommentsQuery = z.strictObject({ show: z.enum(commentShows).default('for_you') });
export type ProposalCommentsQuery = z.output<typeof ProposalCommentsQuery>;

/** The threads of a proposal with the section each is about, the newest activity first and at most 200. */
export const ProposalComments = z.strictObject({
  threads: z.array(
    CommentThreadView.extend({ section: z.strictObject({ id: Id, number: z.string(), title: z.string() }) }),
  ),
  /** There are more than are shown. */
  hasMore: z.boolean(),
  counts: z.strictObject({ for_you: z.int(), open: z.int(), resolved: z.int() }),
  /** The reader’s state, where it keeps threads to itself; the sheet can hold them too. */
  ownState: StateCode.nullable(),
});
export type ProposalComments = z.infer<typeof ProposalComments>;

/** Who can be named in a comment or waited for: whoever may read it. */
export const CommentPeople = z.strictObject({
  people: z.array(PersonBrief.extend({ memberId: Id, stateCode: StateCode })),
  states: z.array(z.strictObject({ memberId: Id, stateCode: StateCode })),
});
export type CommentPeople = z.infer<typeof CommentPeople>;

export const StartThread = z.strictObject({
  anchor: CommentAnchor.nullable().default(null),
  body,
  /** Keeps the thread within the writer’s own state, for good. */
  internal: z.boolean().default(false),
});
export type StartThread = z.output<typeof StartThread>;

export const ReplyToThread = z.strictObject({ body });
export type ReplyToThread = z.output<typeof ReplyToThread>;

export const EditComment = z.strictObject({ version: RowVersion, body });
export type EditComment = z.output<typeof EditComment>;

export const DeleteComment = z.strictObject({ version: RowVersion });
export type DeleteComment = z.output<typeof DeleteComment>;

/** Both null: it waits for nobody in particular. */
export const AssignThread = z
  .strictObject({
    version: RowVersion,
    personId: Id.nullable().default(null),
    memberId: Id.nullable().default(null),
  })
  .refine(({ personId, memberId }) => personId === null || memberId === null, 'Name a person or a state.');
export type AssignThread = z.output<typeof AssignThread>;

export const ResolveThread = z.strictObject({ version: RowVersion, resolved: z.boolean() });
export type ResolveThread = z.output<typeof ResolveThread>;

/** The threads that were in sight. */
export const SeenThreads = z.strictObject({ threadIds: z.array(Id).min(1).max(200) });
export type SeenThreads = z.output<typeof SeenThreads>;

/** With `own`, what the reader’s state keeps to itself is in the sheet too; otherwise nothing of it is. */
export const CommentExportQuery = z.strictObject({ internal: z.enum(['none', 'own']).default('none') });
export type CommentExportQuery = z.output<typeof CommentExportQuery>;
