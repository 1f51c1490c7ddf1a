import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ScriptedEditor, ticketsFrom } from '@concordat/testing';
import { isBenchmark } from '../support/report.js';
import { seeded } from '../support/seeded.js';
import type { Side, TwoProcesses } from '../support/two-processes.js';

/** How the owner of a section goes away. */
export type Ending = 'killed' | 'lock connection cut' | 'restarted' | 'stopped dead';
/** That a process hangs is known after ten seconds only; the small run leaves it out. */
export const endings: readonly Ending[] = isBenchmark
  ? ['killed', 'lock connection cut', 'restarted', 'stopped dead']
  : ['killed', 'lock connection cut', 'restarted'];

/** What one going away came to. */
export interface TakeOver {
  readonly ending: Ending;
  /** From the ending until something new was called saved, by whichever process. */
  readonly gapMs: number;
  /** From SIGTERM to the exit; null for other endings. */
  readonly exitMs: number | null;
}

/** Somebody who writes through one of the two processes until told to stop. */
export interface Desk {
  readonly editor: ScriptedEditor;
  readonly side: Side;
}

const burst = 3;
/** Less patient than a page: what is measured is the server's side of a take-over. */
const patienceMs = 400;

/** Opens a section through one of the processes. */
export async function openAt(
  cluster: TwoProcesses,
  sectionId: string,
  session: string,
  side: Side,
): Promise<ScriptedEditor> {
  const cookie = cluster.stick(session, side);
  const ticket = ticketsFrom({ origin: cluster.address, sectionId, cookie }, randomUUID());
  return await ScriptedEditor.open({ origin: cluster.address, sectionId, cookie, ticket });
}

/** Writes without a pause and comes back as a page does; gives the number of words once told to stop. */
export async function keepWriting(
  editor: ScriptedEditor,
  prefix: string,
  signal: AbortSignal,
): Promise<number> {
  let count = 0;
  while (!signal.aborted) {
    for (let word = 0; word < burst; word += 1) editor.write(`${prefix}n${count++}`);
    await comeThrough(editor);
    await pause(10);
  }
  return count;
}

async function comeThrough(editor: ScriptedEditor): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    const saved = await editor.allAcknowledged(patienceMs).then(
      () => true,
      () => false,
    );
    if (saved) return;
    await editor
      .disconnect()
      .then(() => editor.reconnect(1_500))
      .catch(() => pause(100));
  }
  throw new Error(`Nothing was saved for a minute; last said: ${editor.messages.at(-1) ?? 'nothing'}`);
}

/** Takes the section's owner away again and again, in a random order of ways, while these write. */
export async function takeOwnersAway(
  cluster: TwoProcesses,
  sectionId: string,
  desks: readonly Desk[],
  rounds: number,
  seed: number,
): Promise<TakeOver[]> {
  const random = seeded(seed);
  const takeOvers: TakeOver[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const ending = endings[round % endings.length] ?? 'killed';
    await everyoneSaves(desks, `before round ${round} (${ending})`);
    await pause(random() * 300);
    const owner = await cluster.ownerOf(sectionId);
    if (!owner) throw new Error(`Nobody owns the section while it is written in (round ${round})`);
    takeOvers.push(await takeAway(cluster, owner, ending, desks));
  }
  await everyoneSaves(desks, 'at the end');
  return takeOvers;
}

async function takeAway(
  cluster: TwoProcesses,
  { side, backendPid }: { readonly side: Side; readonly backendPid: number },
  ending: Ending,
  desks: readonly Desk[],
): Promise<TakeOver> {
  const owner = cluster.processes[side];
  const began = performance.now();
  let exit = Promise.resolve<number | null>(null);
  if (ending === 'lock connection cut') await cluster.sql('select pg_terminate_backend($1)', [backendPid]);
  else {
    owner.child.kill(ending === 'killed' ? 'SIGKILL' : 'SIGTERM');
    exit = owner.ended().then((code) => {
      if (ending === 'restarted' && code !== 0)
        throw new Error(`The process ended with ${code}:\n${owner.said().slice(-2_000)}`);
      return performance.now() - began;
    });
  }
  // An answer that was on its way does not count: the owner is gone, or has said that it is not the owner, by then.
  if (ending !== 'restarted') await pause(20);
  const gapMs = (await nextSaved(desks)) - began;
  if (ending === 'stopped dead') owner.child.kill('SIGCONT');
  const exitMs = await exit;
  if (exitMs !== null) await cluster.startAgain(side);
  return { ending, gapMs, exitMs: ending === 'restarted' ? exitMs : null };
}

/** When the first of them has something called saved that was not when it was asked. */
async function nextSaved(desks: readonly Desk[]): Promise<number> {
  const before = desks.map(({ editor }) => editor.acknowledged.length);
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline) {
    if (desks.some(({ editor }, at) => editor.acknowledged.length > (before[at] ?? 0)))
      return performance.now();
    await pause(5);
  }
  throw new Error('Nothing was called saved for half a minute');
}

async function everyoneSaves(desks: readonly Desk[], when: string): Promise<void> {
  const before = desks.map(({ editor }) => editor.acknowledged.length);
  const deadline = performance.now() + 45_000;
  while (desks.some(({ editor }, at) => editor.acknowledged.length < (before[at] ?? 0) + 2 * burst)) {
    if (performance.now() > deadline)
      throw new Error(
        `Not everybody gets words saved ${when}: ${desks.map(({ editor }) => editor.messages.join()).join(' | ')}`,
      );
    await pause(20);
  }
}
