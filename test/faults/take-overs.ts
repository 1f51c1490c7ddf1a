import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { HttpEditor, isBenchmark, ScriptedEditor, seeded, ticketsFrom } from '@concordat/testing';
import type { Side, TwoProcesses } from '../support/two-processes.js';

/** How the owner of a section goes away. */
export type Ending = 'killed' | 'lock connection cut' | 'restarted' | 'stopped dead';
/** That a process hangs is known after six seconds only; the small run leaves it out. */
export const endings: readonly Ending[] = isBenchmark
  ? ['killed', 'lock connection cut', 'restarted', 'stopped dead']
  : ['killed', 'lock connection cut', 'restarted'];

/** What one going away came to. */
export interface TakeOver {
  readonly ending: Ending;
  /** The longest time around it in which nothing new was called saved, by whichever process. */
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
const onItsWayMs = 150;

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

/** As {@link openAt}, without a socket. Each request is a connection of its own, which the balancer can tell apart. */
export async function openPlainlyAt(
  cluster: TwoProcesses,
  sectionId: string,
  session: string,
  side: Side,
): Promise<HttpEditor> {
  const cookie = cluster.stick(session, side);
  const ticket = ticketsFrom({ origin: cluster.address, sectionId, cookie }, randomUUID());
  return await HttpEditor.open({
    origin: cluster.address,
    sectionId,
    cookie,
    ticket,
    fetch: (asked, init) => fetch(asked, { ...init, headers: { ...init?.headers, connection: 'close' } }),
  });
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
  else if (ending === 'stopped dead') owner.child.kill('SIGSTOP');
  else {
    owner.child.kill(ending === 'killed' ? 'SIGKILL' : 'SIGTERM');
    exit = owner.ended().then((code) => {
      if (ending === 'restarted' && code !== 0)
        throw new Error(`The process ended with ${code}:\n${owner.said().slice(-2_000)}`);
      return performance.now() - began;
    });
  }
  const gapMs = await longestSilence(desks, exit);
  if (ending === 'stopped dead') owner.child.kill('SIGCONT');
  const exitMs = await exit;
  if (exitMs !== null) await cluster.startAgain(side);
  return { ending, gapMs, exitMs: ending === 'restarted' ? exitMs : null };
}

/** The longest time in which nobody had anything called saved, until the owner is gone and somebody has again. */
async function longestSilence(desks: readonly Desk[], gone: Promise<unknown>): Promise<number> {
  const count = (): number => desks.reduce((sum, { editor }) => sum + editor.acknowledged.length, 0);
  const deadline = performance.now() + 45_000;
  let goneAt = Infinity;
  void gone.then(() => (goneAt = performance.now()));
  let [known, savedAt, longest] = [count(), performance.now(), 0];
  while (performance.now() < deadline) {
    await pause(5);
    const now = performance.now();
    longest = Math.max(longest, now - savedAt);
    if (count() === known) continue;
    known = count();
    savedAt = now;
    // An answer that was on its way when the owner went does not count.
    if (now > goneAt + onItsWayMs) return longest;
  }
  throw new Error('Nothing was called saved for three quarters of a minute');
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
