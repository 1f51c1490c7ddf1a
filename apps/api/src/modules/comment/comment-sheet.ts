import writeXlsxFile from 'write-excel-file/node';
import { withNames } from '@concordat/domain';
import { participatingStates } from '@concordat/templates';
import type { ThreadDetail } from './comment.repository.js';

/** A thread with the section it is about. */
export type ThreadOfSection = ThreadDetail & { readonly number: string; readonly title: string };

type Message = ThreadDetail['messages'][number];

const stateNames = new Map<string, string>(participatingStates.map(({ code, name }) => [code, name]));
const stateName = (code: string | null): string => (code === null ? '' : (stateNames.get(code) ?? code));

/** The columns of the sheet: what stands above them, how wide they are, and what stands in them. */
const columns: readonly (readonly [
  head: string,
  width: number,
  text: (thread: ThreadOfSection, message: Message) => string,
])[] = [
  ['Section', 9, ({ number }) => number],
  ['Title', 32, ({ title }) => title],
  ['On the words', 40, ({ anchor }) => anchor?.quote ?? ''],
  ['Who', 26, (_, { author }) => author.displayName],
  ['State', 16, (_, { author }) => stateName(author.stateCode)],
  ['When (UTC)', 17, (_, { createdAt }) => minuteOf(createdAt)],
  ['Comment', 70, (_, message) => wordsOf(message)],
  ['Status', 40, statusOf],
  [
    'Waits for',
    24,
    ({ assignee }) => assignee?.person?.displayName ?? stateName(assignee?.stateCode ?? null),
  ],
  ['Only seen by', 16, ({ internalTo }) => stateName(internalTo)],
];

/**
 * Every message of the threads as one line of a spreadsheet. Each cell is text by its type, whatever it begins with, so
 * nothing that somebody wrote is ever taken for a formula.
 */
export function writeCommentSheet(threads: readonly ThreadOfSection[]): Promise<Buffer> {
  const heads = columns.map(([head]) => ({ ...cell(head), fontWeight: 'bold' as const }));
  const lines = threads.flatMap((thread) =>
    thread.messages.map((message) => columns.map(([, , text]) => cell(text(thread, message)))),
  );
  return writeXlsxFile([heads, ...lines], {
    sheet: 'Comments',
    columns: columns.map(([, width]) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}

/** As many characters as a cell holds. */
const longestCell = 32_000;
/** What the file's format has no place for; somebody may have typed it all the same. */
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function cell(text: string) {
  const written = Buffer.from(text).toString().replace(unwritable, '\ufffd').slice(0, longestCell);
  return { type: String, value: written, wrap: true, alignVertical: 'top' as const };
}

function wordsOf({ body, mentions, editedAt, deletedAt }: Message): string {
  if (deletedAt !== null) return `(deleted by its writer, ${minuteOf(deletedAt)})`;
  const words = withNames(body, (id) => mentions.find((person) => person.id === id)?.displayName);
  return editedAt === null ? words : `${words}\n(edited ${minuteOf(editedAt)})`;
}

function statusOf({ resolvedAt, resolvedBy }: ThreadOfSection): string {
  if (resolvedAt === null) return 'Open';
  return `Resolved by ${resolvedBy?.displayName ?? 'somebody who left'}, ${minuteOf(resolvedAt)}`;
}

const minuteOf = (instant: string): string => instant.slice(0, 16).replace('T', ' ');
