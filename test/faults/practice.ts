import { randomUUID } from 'node:crypto';
import { ScriptedEditor, ticketsFrom } from '@concordat/testing';

/** The sample's people by address. */
interface Account {
  readonly personId: string;
  readonly email: string;
}

async function json<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Signs in as a person of the sample; gives the `Cookie` header of the session. */
export async function signInToSample(origin: string, email: string): Promise<string> {
  const { accounts } = await json<{ accounts: Account[] }>(await fetch(`${origin}/api/sample/accounts`));
  const account = accounts.find((each) => each.email === email);
  if (!account) throw new Error(`The sample has no ${email}`);
  const answer = await fetch(`${origin}/api/sample/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ personId: account.personId }),
  });
  await json(answer);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** Reads from the API as somebody. */
export async function read<T>(origin: string, path: string, cookie: string): Promise<T> {
  return json<T>(await fetch(`${origin}/api${path}`, { headers: { cookie } }));
}

/** A section of Practice North that is being drafted. */
export async function practiceSection(origin: string): Promise<string> {
  const cookie = await signInToSample(origin, 'coordinator.fi@practice.example');
  const session = await read<{ memberships: { proposalId: string }[] }>(origin, '/session', cookie);
  const proposalId = session.memberships[0]?.proposalId;
  const { sections } = await read<{
    sections: { id: string; state: string; isGroup: boolean; frozen: boolean }[];
  }>(origin, `/proposals/${proposalId}/sections`, cookie);
  const open = sections.find(({ state, isGroup, frozen }) => state === 'drafting' && !isGroup && !frozen);
  if (!open) throw new Error('No section of Practice North is being drafted');
  return open.id;
}

export interface OpenSection {
  readonly editor: ScriptedEditor;
  readonly cookie: string;
}

/** Opens a section as a person, in an editor without a screen. */
export async function openSection(
  origin: string,
  sectionId: string,
  email: string,
  known?: string,
): Promise<OpenSection> {
  const cookie = known ?? (await signInToSample(origin, email));
  const ticket = ticketsFrom({ origin, sectionId, cookie }, randomUUID());
  return { editor: await ScriptedEditor.open({ origin, sectionId, cookie, ticket }), cookie };
}
