import type { Visitor } from './browser.js';

/** An answer of the API as a browser's session gets it. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

/** Asks the API in somebody's name, with the cookies of their browser. */
export async function ask<T = unknown>(
  { context, page }: Visitor,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  const answer = await context.request.fetch(`/api${path}`, {
    method,
    headers: { origin: new URL(page.url()).origin },
    ...(body === undefined ? {} : { data: body }),
  });
  const text = await answer.text();
  return { status: answer.status(), body: (text === '' ? undefined : JSON.parse(text)) as T };
}

/** Asks, and expects that it is granted. */
export async function granted<T>(...request: Parameters<typeof ask>): Promise<T> {
  const { status, body } = await ask<T>(...request);
  if (status >= 300) throw new Error(`${request[1]} ${request[2]}: ${status} ${JSON.stringify(body)}`);
  return body;
}

interface SessionOf {
  readonly memberships: readonly { readonly proposalId: string; readonly acronym?: string }[];
}

/** The proposal somebody takes part in. */
export async function ownProposal(visitor: Visitor): Promise<string> {
  const { memberships } = await granted<SessionOf>(visitor, 'GET', '/session');
  const [first] = memberships;
  if (!first) throw new Error('This person takes part in no proposal.');
  return first.proposalId;
}

export interface SectionLine {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: string;
  readonly version: number;
  readonly isGroup: boolean;
}

/** A section of a proposal by its number. */
export async function sectionOf(visitor: Visitor, proposalId: string, number: string): Promise<SectionLine> {
  const { sections } = await granted<{ sections: SectionLine[] }>(
    visitor,
    'GET',
    `/proposals/${proposalId}/sections`,
  );
  const found = sections.find((section) => section.number === number);
  if (!found) throw new Error(`There is no section ${number}.`);
  return found;
}
