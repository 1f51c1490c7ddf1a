import { randomUUID } from 'node:crypto';
import { type ScriptedEditor, ticketsFrom } from '@concordat/testing';
import * as Y from 'yjs';
import type { Attack, Target } from '../../apps/api/test/hostile/corpus.js';
import { RawEditor } from '../../apps/api/test/raw-editor.js';
import type { Desk } from '../faults/writers.js';

/** What came of the updates of each kind: how often each outcome. */
export type Tally = Map<string, Map<string, number>>;

export interface Raid {
  readonly origin: string;
  readonly random: () => number;
  readonly draws: Iterator<Attack>;
  readonly tally: Tally;
  /** Updates that do not fit their kind's outcomes, as hexadecimal digits, to be looked at. */
  readonly surprises: string[];
  /** Updates still to be sent, by all attackers together. */
  left: number;
}

/** A text is looked at anew after so many updates. */
const refreshEvery = 200;

/** Sends hostile updates into a section where somebody else writes, each as a page of ours would, until none is left. */
export async function attack(raid: Raid, desk: Desk, victim: ScriptedEditor): Promise<void> {
  let socket: RawEditor | null = null;
  let text = Y.encodeStateAsUpdate(victim.doc);
  try {
    for (let sent = 1; raid.left > 0; sent += 1) {
      raid.left -= 1;
      if (sent % refreshEvery === 0) text = Y.encodeStateAsUpdate(victim.doc);
      const kind = raid.draws.next().value as Attack;
      const target: Target = { text, victim: victim.doc.clientID, random: raid.random };
      const update = kind.make(target);
      socket ??= await enter(raid.origin, desk);
      const outcome = await send(socket, desk.sectionId, update);
      note(raid, kind, outcome, update);
      if (outcome === 'accepted') continue;
      socket.leave();
      socket = null;
    }
  } finally {
    socket?.leave();
  }
}

async function enter(origin: string, desk: Desk): Promise<RawEditor> {
  const ticket = await ticketsFrom({ origin, ...desk }, randomUUID())();
  const socket = await RawEditor.connect(origin, { cookie: desk.cookie, origin });
  if (typeof socket === 'number') throw new Error(`The socket was refused with ${socket}`);
  const answer = await socket.join(desk.sectionId, ticket);
  if (answer !== 'opened') throw new Error(`The ticket was refused: ${answer}`);
  return socket;
}

/** `accepted`, the code of the refusal, or `closed` where the server ended the connection over it. */
async function send(socket: RawEditor, sectionId: string, update: Uint8Array): Promise<string> {
  const before = socket.heard.length;
  const answers = () =>
    socket.heard.slice(before).filter(({ kind }) => ['applied', 'not_applied', 'closed'].includes(kind));
  socket.update(sectionId, update);
  await socket.until(() => socket.closeCode !== null || answers().length > 0, 'an answer', 30_000);
  const [answer] = answers();
  if (answer?.kind === 'applied') return 'accepted';
  return answer?.kind === 'not_applied' ? (socket.codes.at(-1) ?? 'no code') : 'closed';
}

function note(raid: Raid, kind: Attack, outcome: string, update: Uint8Array): void {
  const outcomes = raid.tally.get(kind.name) ?? new Map<string, number>();
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  raid.tally.set(kind.name, outcomes);
  if (!kind.outcomes.includes(outcome))
    raid.surprises.push(`${kind.name}: ${outcome} for ${Buffer.from(update.slice(0, 200)).toString('hex')}`);
}
