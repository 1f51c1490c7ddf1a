import { randomUUID } from 'node:crypto';
import { ok } from '@concordat/domain';
import { appendBlocks, plainText, readSection } from '@concordat/document';
import * as Y from 'yjs';
import type { AcceptedUpdate, Author, GateAlarm } from '../src/collab/gate/gate.types.js';
import type { GateParts } from '../src/collab/gate/gate-parts.js';
import { JudgePool } from '../src/collab/gate/judge/judge-pool.js';
import { RateBudget } from '../src/collab/gate/rate-budget.js';
import { SectionGate } from '../src/collab/gate/section-gate.js';
import type { SectionLog } from '../src/collab/gate/section-log.js';
import { UnhurriedTurns } from '../src/collab/gate/unhurried-turns.js';
import { MemorySectionLog } from './memory-section-log.js';

/** A writer with a text of their own and the updates it makes. */
export class Writer {
  readonly doc = new Y.Doc();
  readonly author: Author;

  constructor(
    personId: string = randomUUID(),
    readonly deviceId: string = randomUUID(),
  ) {
    this.author = { personId, deviceId, clientIds: [this.doc.clientID] };
  }

  /** The update of one change to the writer's own text, as an editor sends it: this change and nothing else. */
  change(edit: (doc: Y.Doc) => void): Uint8Array {
    const updates: Uint8Array[] = [];
    const note = (update: Uint8Array): void => void updates.push(update);
    this.doc.on('update', note);
    this.doc.transact(() => edit(this.doc));
    this.doc.off('update', note);
    return Y.mergeUpdates(updates);
  }

  /** The update of one new paragraph at the end. */
  writes(text: string): Uint8Array {
    return this.change((doc) => appendBlocks(doc, [{ type: 'paragraph', text }]));
  }

  knows(update: Uint8Array): this {
    Y.applyUpdate(this.doc, update);
    return this;
  }
}

/** The threads of one spec file. */
const judges = new JudgePool();
afterAll(() => judges.close());

/** A gate on a log, in memory unless another is given, and everything it told. */
export function gateOn<Log extends SectionLog = MemorySectionLog>(
  log: Log = new MemorySectionLog() as SectionLog as Log,
  changes: Partial<GateParts> = {},
  sectionId = 'section',
) {
  const accepted: AcceptedUpdate[] = [];
  const alarms: GateAlarm[] = [];
  const rebuilt: number[] = [];
  const parts: GateParts = {
    log,
    rights: () => Promise.resolve(ok('edit')),
    budget: new RateBudget(),
    judges,
    turns: new UnhurriedTurns(0),
    timing: { snapshotEvery: 200, digestPauseMs: 60_000, archiveAfterDays: 30 },
    storeTimeoutMs: 200,
    retryPauseMs: 0,
    onAccepted: (update) => accepted.push(update),
    onRebuilt: ({ seq }) => rebuilt.push(seq),
    onAlarm: (alarm) => alarms.push(alarm),
    ...changes,
  };
  return { log, gate: new SectionGate(sectionId, parts), parts, accepted, alarms, rebuilt };
}

/** A gate on a log in memory, loaded. */
export async function openGate(log?: MemorySectionLog, changes?: Partial<GateParts>) {
  const made = gateOn(log, changes);
  await made.gate.load('reader');
  return made;
}

/** The text that a gate shows. */
export function textOf(gate: SectionGate): string {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, gate.state().update);
  return plainText(readSection(doc));
}
