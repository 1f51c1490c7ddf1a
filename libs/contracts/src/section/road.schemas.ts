import { z } from 'zod';
import { Id } from '../platform/wire.js';
import { EditorMessage } from './section.events.js';

/**
 * The road to a section's text for networks that let no socket through: requests and answers alone. Who opens a text
 * gets an _opening_, good for one section and one session as long as it is asked about; everything else names it.
 */

/** Bytes as base64 text: a Yjs update or state vector in its first encoding. */
export const Bytes = z.base64();

/** A Yjs client id: 32 random bits. */
export const ClientId = z.int().min(0).max(0xffff_ffff);

const StructId = z.strictObject({ client: ClientId, clock: z.int().min(0) });

/** A place in the text that moves with it: a Yjs relative position as JSON. */
export const TextPlace = z.strictObject({
  type: StructId.nullish(),
  tname: z.string().max(64).nullish(),
  item: StructId.nullish(),
  assoc: z.int().min(-1).max(1).optional(),
});
export type TextPlace = z.infer<typeof TextPlace>;

/** Where somebody's caret is, or null while it is nowhere. `clock` grows with every change. */
export const EditorCaret = z.strictObject({
  clientId: ClientId,
  clock: z.int().min(0),
  cursor: z.strictObject({ anchor: TextPlace, head: TextPlace }).nullable(),
});
export type EditorCaret = z.infer<typeof EditorCaret>;

/** Opens a section with a one-time ticket. `stateVector` says what the page already has. */
export const OpenText = z.strictObject({
  ticket: z.string().max(200),
  stateVector: Bytes,
  clientId: ClientId,
});
export type OpenText = z.infer<typeof OpenText>;

/** An opened text: what the page lacks, up to a position in the log, and what the server has. */
export const TextOpening = z.strictObject({
  openingId: Id,
  mode: z.enum(['edit', 'suggest', 'read']),
  seq: z.int(),
  update: Bytes,
  stateVector: Bytes,
});
export type TextOpening = z.infer<typeof TextOpening>;

/** The most updates that one request may carry. A page that has more waits for the answer. */
export const mostUpdatesAtOnce = 200;

/**
 * Changes to the text, in order, and where the caret is by now. `batch` counts the requests of one opening: the same
 * batch sent again, because its answer was lost, gets the same answer.
 */
export const SendUpdates = z.strictObject({
  openingId: Id,
  batch: z.int().min(0),
  updates: z.array(Bytes).max(mostUpdatesAtOnce),
  caret: EditorCaret.optional(),
});
export type SendUpdates = z.infer<typeof SendUpdates>;

/** What became of one update: committed at a position of the log, or refused with a code. */
export const UpdateAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('accepted'), seq: z.int() }),
  z.strictObject({ kind: z.literal('refused'), code: z.string() }),
]);
export type UpdateAnswer = z.infer<typeof UpdateAnswer>;

/** One answer for each update, in order. After one refusal nothing more of the opening is taken. */
export const UpdateAnswers = z.strictObject({ answers: z.array(UpdateAnswer) });
export type UpdateAnswers = z.infer<typeof UpdateAnswers>;

/** How far one opening has been told: position in the log, version of the carets, number of messages. */
export const OpeningCursor = z.strictObject({
  sectionId: Id,
  openingId: Id,
  seq: z.int().min(0),
  carets: z.int().min(0),
  messages: z.int().min(0),
});
export type OpeningCursor = z.infer<typeof OpeningCursor>;

/** Waits for changes in all texts that a browser has open. */
export const AwaitChanges = z.strictObject({ openings: z.array(OpeningCursor).min(1).max(64) });
export type AwaitChanges = z.infer<typeof AwaitChanges>;

/** What happened in one opening since its cursor. `updates` are the log's, in order, without a gap. */
export const OpeningChanges = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('changed'),
    /** The cursor that was asked about. */
    since: OpeningCursor,
    /** The cursor to ask about next. */
    cursor: OpeningCursor,
    updates: z.array(Bytes),
    /** Changed carets as a y-protocols awareness update; null where none changed. */
    carets: Bytes.nullable(),
    messages: z.array(EditorMessage),
  }),
  /** The opening is over, or was never this session's: ask for a new ticket. */
  z.strictObject({ kind: z.literal('ended'), openingId: Id }),
]);
export type OpeningChanges = z.infer<typeof OpeningChanges>;

/** Only openings in which something happened; none after 25 s without any. */
export const TextChanges = z.strictObject({ openings: z.array(OpeningChanges) });
export type TextChanges = z.infer<typeof TextChanges>;
