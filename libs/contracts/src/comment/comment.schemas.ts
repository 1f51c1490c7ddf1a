import { z } from 'zod';
import { Abilities, Id, InstantText, StateCode } from '../platform/wire.js';
import { PersonBrief } from '../section/section.schemas.js';

/** What somebody writes: plain text, never markup. */
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
  body: z.string(),
  createdAt: InstantText,
});
export type CommentMessageView = z.infer<typeof CommentMessageView>;

export const CommentThreadView = z.strictObject({
  id: Id,
  sectionId: Id,
  anchor: CommentAnchor.nullable(),
  /** Set: only this state sees the thread. */
  internalTo: StateCode.nullable(),
  createdBy: PersonBrief,
  createdAt: InstantText,
  resolvedAt: InstantText.nullable(),
  resolvedBy: PersonBrief.nullable(),
  version: z.int(),
  messages: z.array(CommentMessageView),
  abilities: Abilities,
});
export type CommentThreadView = z.infer<typeof CommentThreadView>;

export const CommentList = z.strictObject({ threads: z.array(CommentThreadView), abilities: Abilities });
export type CommentList = z.infer<typeof CommentList>;

export const StartThread = z.strictObject({
  anchor: CommentAnchor.nullable().default(null),
  body,
  /** Keeps the thread within the writer’s own state. */
  internal: z.boolean().default(false),
});
export type StartThread = z.output<typeof StartThread>;

export const ReplyToThread = z.strictObject({ body });
export type ReplyToThread = z.output<typeof ReplyToThread>;

export const ResolveThread = z.strictObject({ version: z.int(), resolved: z.boolean() });
export type ResolveThread = z.output<typeof ResolveThread>;
