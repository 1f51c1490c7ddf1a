/** A person named in a comment: `@[` + the person's id (a UUID in lower case) + `]`. Names change; what is kept does not. */
const mention = /@\[([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]/g;

/** A piece of a comment's text: words, or somebody who is named in it. */
export type CommentPiece = { readonly text: string } | { readonly personId: string };

/** How a person is named in the text of a comment that is kept. */
export const mentionOf = (personId: string): string => `@[${personId}]`;

/** The ids of the people named in a comment, each once, in the order of the text. */
export const mentionsIn = (body: string): string[] => [
  ...new Set([...body.matchAll(mention)].map(([, personId = '']) => personId)),
];

/** A comment as words and people, in the order of the text; joined again it is the same comment. */
export function piecesOf(body: string): CommentPiece[] {
  const pieces: CommentPiece[] = [];
  let from = 0;
  for (const found of body.matchAll(mention)) {
    if (found.index > from) pieces.push({ text: body.slice(from, found.index) });
    pieces.push({ personId: found[1] ?? '' });
    from = found.index + found[0].length;
  }
  if (from < body.length) pieces.push({ text: body.slice(from) });
  return pieces;
}

/** A comment as it is read aloud or put into a cell: `@` and the name; somebody without a name stays `@…`. */
export const withNames = (body: string, nameOf: (personId: string) => string | undefined): string =>
  piecesOf(body)
    .map((piece) => ('text' in piece ? piece.text : `@${nameOf(piece.personId) ?? '…'}`))
    .join('');
