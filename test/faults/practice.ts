import { randomUUID } from 'node:crypto';
import { schemaVersion } from '@concordat/document';
import { ScriptedEditor, ticketsFrom } from '@concordat/testing';
import type { Desk } from './writers.js';

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

/** The sections of all proposals of a person that are being drafted. */
async function draftedSections(origin: string, cookie: string): Promise<string[]> {
  const { memberships } = await read<{ memberships: { proposalId: string }[] }>(origin, '/session', cookie);
  const lists = await Promise.all(
    memberships.map(({ proposalId }) =>
      read<{ sections: { id: string; state: string; isGroup: boolean; frozen: boolean }[] }>(
        origin,
        `/proposals/${proposalId}/sections`,
        cookie,
      ),
    ),
  );
  return lists
    .flatMap(({ sections }) => sections)
    .filter(({ state, isGroup, frozen }) => state === 'drafting' && !isGroup && !frozen)
    .map(({ id }) => id);
}

/** A section of Practice North that is being drafted. */
export async function practiceSection(origin: string): Promise<string> {
  const [open] = await draftedSections(
    origin,
    await signInToSample(origin, 'coordinator.fi@practice.example'),
  );
  if (!open) throw new Error('No section of Practice North is being drafted');
  return open;
}

/** Whether a person may write in a section now. */
async function mayWrite(origin: string, { sectionId, cookie }: Desk): Promise<boolean> {
  const answer = await fetch(`${origin}/api/sections/${sectionId}/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, origin },
    body: JSON.stringify({ deviceId: randomUUID(), schemaVersion }),
  });
  return answer.ok && ((await answer.json()) as { mode: string }).mode === 'edit';
}

/**
 * People of the sample, each another one as far as there are any, at sections they may write in: at most `perSection`
 * in one, over as many sections as that takes.
 */
export async function findDesks(origin: string, count: number, perSection: number): Promise<Desk[]> {
  const { accounts } = await json<{ accounts: Account[] }>(await fetch(`${origin}/api/sample/accounts`));
  const desks: Desk[] = [];
  const taken = new Map<string, number>();
  for (const { email } of accounts) {
    const cookie = await signInToSample(origin, email);
    for (const sectionId of await draftedSections(origin, cookie)) {
      if (desks.length === count) return desks;
      const used = taken.get(sectionId) ?? 0;
      if (used >= perSection || !(await mayWrite(origin, { sectionId, cookie }))) continue;
      desks.push({ sectionId, cookie });
      taken.set(sectionId, used + 1);
      break;
    }
  }
  if (desks.length < count) throw new Error(`The sample has only ${desks.length} people who may write.`);
  return desks;
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
