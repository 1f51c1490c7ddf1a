import { type Outcome, refuse, ok } from '@concordat/domain';
import { checkSection } from '@concordat/document';
import * as Y from 'yjs';
import { ClientBindings } from './client-bindings.js';
import type { Author, EditMode, GateRefusal, Received, SectionState } from './gate.types.js';
import { type Candidate, mending, type Waiting } from './candidate.js';
import type { GateParts } from './gate-parts.js';
import { inspectUpdate } from './inspect-update.js';
import type { Loaded } from './loaded.js';
import { largestUpdate } from './read/read-update.js';
import { Replica } from './replica.js';
import { replay, sha256 } from './replay.js';
import type { Appended } from './section-log.js';
import { SectionUpkeep } from './section-upkeep.js';
import { within } from './within.js';

/** How many updates may wait at one section, and how many share a commit. */
const longestQueue = 2_000;
const largestCommit = 128;

/**
 * The one road into a section's text. Updates are judged one at a time, in order, against a pending replica; those
 * judged good share a commit; only then are they applied, acknowledged and passed on. It knows no transport.
 */
export class SectionGate {
  private loaded: Loaded | null = null;
  private readonly queue: Waiting[] = [];
  private turns: Promise<void> | null = null;
  /** The commit under way. */
  private turn: Promise<void> = Promise.resolve();
  private closing = false;
  private committedSeq = 0;
  private wasLoaded = false;
  private retryAt = 0;
  /** What was shown last, for the time in which nothing is loaded. */
  private lastState: SectionState = { seq: 0, update: Y.encodeStateAsUpdate(new Y.Doc()) };
  private people: string[] = [];
  private usedAt = performance.now();

  constructor(
    readonly sectionId: string,
    private readonly parts: GateParts,
  ) {}

  /** Loads the section as this person; false if they cannot see it. Throws if the store fails. */
  async load(personId: string): Promise<boolean> {
    this.remember(personId);
    return this.loaded !== null || this.rebuild([personId]);
  }

  /** Binds the client ids that a connection announces, awareness included, before their first edit. */
  introduce(author: Author): boolean {
    this.touch();
    return this.loaded?.bindings.introduce(author) ?? true;
  }

  /** Takes one update in Yjs V1 and answers once it is committed, or refused. Never throws, never hangs. */
  receive(update: Uint8Array, author: Author): Promise<Received> {
    this.touch();
    const refusal = this.refusalAtTheDoor(update, author);
    if (refusal) {
      this.parts.watcher?.answered(refusal);
      return Promise.resolve(refuse(refusal));
    }
    return new Promise((resolve) => {
      const answer = (received: Received): void => {
        this.parts.watcher?.answered(received.ok ? 'accepted' : received.reason);
        resolve(received);
      };
      // The caller may reuse its buffer while this waits.
      this.queue.push({ update: update.slice(), author, answer });
      this.turns ??= this.takeTurns();
    });
  }

  /** Changes the text for a person on the server's side, by the same road and under the same rules. */
  edit(author: Pick<Author, 'personId' | 'deviceId'>, change: (doc: Y.Doc) => void): Promise<Received> {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, this.state().update);
    const before = Y.encodeStateVector(doc);
    doc.transact(() => change(doc));
    return this.receive(Y.encodeStateAsUpdate(doc, before), { ...author, clientIds: [doc.clientID] });
  }

  /** The committed text. Who asks must have been allowed to read the section. */
  state(): SectionState {
    this.touch();
    return this.loaded?.replica.state() ?? this.lastState;
  }

  /**
   * Whether an update holds nothing but what is committed, such as a reader offers who comes back. Nothing is stored
   * and nothing of it is decoded.
   */
  async holds(update: Uint8Array): Promise<boolean> {
    this.touch();
    while (this.loaded?.replica.isUnderWay) await this.turn;
    return this.loaded !== null && inspectUpdate(this.loaded.replica.doc, update).kind === 'nothing';
  }

  /** Notes that somebody uses the gate. */
  touch(): void {
    this.usedAt = performance.now();
  }

  /** Whether nobody has used the gate for so many milliseconds and nothing is under way. */
  isIdle(milliseconds: number): boolean {
    return this.turns === null && performance.now() - this.usedAt >= milliseconds;
  }

  /** Takes nothing more, finishes what waits and brings the outline up to date. */
  async close(): Promise<void> {
    this.closing = true;
    await this.turns;
    await this.loaded?.upkeep.finish();
    this.unload();
  }

  private refusalAtTheDoor(update: Uint8Array, author: Author): GateRefusal | null {
    if (this.closing) return 'update.not_stored';
    if (update.byteLength > largestUpdate) return 'update.too_large';
    if (!this.parts.budget.take(author.personId, update.byteLength)) return 'update.rate';
    return this.queue.length >= longestQueue ? 'update.rate' : null;
  }

  private async takeTurns(): Promise<void> {
    while (this.queue.length > 0) {
      const waiting = this.queue.splice(0, largestCommit);
      try {
        this.turn = this.takeTurn(waiting);
        await this.turn;
      } catch (error) {
        // Whether the commit happened is unknown: nobody is acknowledged, and the log is asked before anything else.
        this.alarm('store_failed', error);
        this.unload();
        for (const { answer } of waiting) answer(refuse('update.not_stored'));
      }
    }
    // In the same tick as the last look at the queue, so that no update can slip in between and wait for ever.
    this.turns = null;
  }

  private async takeTurn(waiting: readonly Waiting[]): Promise<void> {
    const loaded = await this.ready(waiting);
    if (loaded === 'update.rights' || loaded === 'update.not_stored') {
      for (const { answer } of waiting) answer(refuse(loaded));
      return;
    }
    const candidates: Candidate[] = [];
    const rights = this.rightsOfThisTurn();
    for (const item of waiting) {
      const judged = await this.judge(loaded, item, candidates, rights);
      if (typeof judged === 'string') this.turnAway(item, judged);
      else candidates.push(...judged);
    }
    await this.commit(loaded, candidates);
  }

  /** Asks for each person's rights once: updates that share a turn share its moment. */
  private rightsOfThisTurn(): (author: Author) => Promise<Outcome<EditMode, GateRefusal>> {
    const asked = new Map<string, Promise<Outcome<EditMode, GateRefusal>>>();
    return (author) => {
      const known = asked.get(author.personId);
      if (known) return known;
      const rights = within(this.parts.storeTimeoutMs, this.parts.rights(this.sectionId, author));
      asked.set(author.personId, rights);
      return rights;
    };
  }

  /** Steps 2 to 5: decode, authorship, rights, schema. */
  private async judge(
    loaded: Loaded,
    waiting: Waiting,
    before: readonly Candidate[],
    rightsOf: (author: Author) => Promise<Outcome<EditMode, GateRefusal>>,
  ): Promise<GateRefusal | readonly Candidate[]> {
    const { update, author } = waiting;
    const { replica, bindings } = loaded;
    const found = inspectUpdate(replica.doc, update);
    if (found.kind === 'refused') return found.code;
    if (found.kind === 'nothing') return [{ ...waiting, row: null }];
    if (loaded.damaged) return 'section.damaged';
    const isWritten = (clientId: number): boolean => Y.getState(replica.doc.store, clientId) > 0;
    const foreign = bindings.refusalOf(found.clientIds, author, isWritten);
    if (foreign) return foreign;
    const right = await rightsOf(author);
    if (!right.ok) return right.reason;
    const { personId, deviceId } = author;
    const mode = right.value;
    const put = await this.put(loaded, waiting, mode, found.ordinary);
    if (typeof put === 'string') return put;
    const rows = before.flatMap(({ row }) => row ?? []);
    const seq = loaded.seq + rows.length + 1;
    const named = new Set(rows.flatMap((row) => row.newClientIds));
    const newClientIds = bindings.claim(found.clientIds, author).filter((clientId) => !named.has(clientId));
    const row = { seq, bytes: update, sha256: sha256(update), personId, deviceId, newClientIds, mode };
    const candidate: Candidate = { ...waiting, row };
    return put.mend ? [candidate, mending(candidate, row, put.mend)] : [candidate];
  }

  /** Puts an update into the pending text; all but ordinary ones go into a thread's first. */
  private async put(
    { replica, judge }: Loaded,
    { update, author }: Waiting,
    mode: EditMode,
    ordinary: boolean,
  ): Promise<GateRefusal | { readonly mend: Uint8Array | null }> {
    const as = mode === 'edit' ? mode : { suggests: author.personId };
    let mend: Uint8Array | null = null;
    // Typing and deleting suits every section, but not everybody.
    if (ordinary && as === 'edit') judge.saw(update);
    else {
      const verdict = await judge.judge(update, as, () => replica.parts());
      if (verdict.refusal) return verdict.refusal;
      mend = verdict.mend;
    }
    if (!replica.take(update, author.personId) || (mend && !replica.take(mend))) {
      judge.forget();
      return 'update.malformed';
    }
    if (mode === 'edit') {
      mend = replica.mend();
      if (mend) judge.saw(mend);
    }
    return { mend };
  }

  /** Says no to one update. Whoever costs threads their lives pays for it from the budget of the next ones. */
  private turnAway({ author, answer }: Waiting, reason: GateRefusal): void {
    if (reason === 'update.too_heavy') this.parts.budget.fine(author.personId);
    answer(refuse(reason));
  }

  /** Steps 6 and 7: one transaction for all, then apply, acknowledge and pass on. */
  private async commit(loaded: Loaded, candidates: readonly Candidate[]): Promise<void> {
    const rows = candidates.flatMap(({ row }) => row ?? []);
    if (rows.length > 0) {
      const askedAt = performance.now();
      const appended = await within(
        this.parts.storeTimeoutMs,
        this.parts.log.append(this.sectionId, loaded.epoch, rows),
      );
      if (!appended.stored) return this.turnBack(loaded, candidates, appended);
      this.parts.watcher?.committed(rows.length, performance.now() - askedAt);
      loaded.replica.settle();
      loaded.seq += rows.length;
      this.committedSeq = loaded.seq;
      for (const row of rows) loaded.bindings.stored(row.newClientIds, row);
    }
    let seq = loaded.seq - rows.length;
    for (const { row, update, author, answer } of candidates) {
      if (row) seq = row.seq;
      answer(ok({ seq }));
      if (row) this.parts.onAccepted({ sectionId: this.sectionId, seq, update, author });
    }
    const last = rows.at(-1);
    if (!last) return;
    this.remember(last.personId);
    loaded.upkeep.committed({ doc: loaded.replica.doc, seq: loaded.seq, personId: last.personId });
  }

  /** The store said no: to everyone, or to one person, whose colleagues' updates are judged again without theirs. */
  private turnBack(
    loaded: Loaded,
    candidates: readonly Candidate[],
    appended: Exclude<Appended, { stored: true }>,
  ): void {
    loaded.replica.abandon();
    loaded.judge.forget();
    const again: Waiting[] = [];
    for (const candidate of candidates) {
      const isRefused =
        appended.reason !== 'update.rights' || candidate.author.personId === appended.personId;
      // Judged again, what is mended comes again as well.
      if (candidate.isMending) continue;
      if (!isRefused || !candidate.row) again.push(candidate);
      else candidate.answer(refuse(appended.reason));
    }
    this.queue.unshift(...again);
  }

  /** The loaded section; after a failure it is rebuilt from the log first, at most once in a while. */
  private async ready(waiting: readonly Waiting[]): Promise<Loaded | 'update.rights' | 'update.not_stored'> {
    if (this.loaded) return this.loaded;
    if (performance.now() < this.retryAt) return 'update.not_stored';
    this.retryAt = performance.now() + this.parts.retryPauseMs;
    const people = new Set([...waiting.map(({ author }) => author.personId), ...this.people]);
    if (!(await this.rebuild([...people]))) return 'update.rights';
    this.retryAt = 0;
    return this.loaded ?? 'update.not_stored';
  }

  /** Takes the section over and replays its log, as the first of these people who can see it. */
  private async rebuild(people: readonly string[]): Promise<boolean> {
    const { log, timing, turns, judges, storeTimeoutMs } = this.parts;
    for (const personId of people) {
      const claim = await within(storeTimeoutMs, log.claim(this.sectionId, personId));
      if (!claim) continue;
      if (claim.lastSeq < this.committedSeq) {
        this.alarm('log_shrank');
        throw new Error(`The log of section ${this.sectionId} ends before what was acknowledged.`);
      }
      const range = { startAtMost: claim.lastSeq, upTo: claim.lastSeq };
      const replaying = replay(log, this.sectionId, personId, range, this.parts.onAlarm);
      const { doc, seq, snapshotSeq, damagedAt } = await within(storeTimeoutMs, replaying);
      const isAfterFailure = this.wasLoaded;
      this.loaded = {
        replica: new Replica(doc, seq),
        judge: judges.section(this.sectionId),
        bindings: new ClientBindings(claim.bindings),
        upkeep: new SectionUpkeep(this.sectionId, log, timing, this.parts.onAlarm, snapshotSeq, turns),
        epoch: claim.epoch,
        damaged: damagedAt !== null || !checkSection(doc).ok,
        seq,
      };
      this.committedSeq = claim.lastSeq;
      this.wasLoaded = true;
      if (!this.loaded.damaged) this.loaded.upkeep.opened({ doc, seq, personId });
      if (isAfterFailure) this.parts.onRebuilt({ sectionId: this.sectionId, ...this.state() });
      return true;
    }
    return false;
  }

  private unload(): void {
    if (!this.loaded) return;
    this.lastState = this.loaded.replica.state();
    this.loaded.upkeep.stop();
    this.loaded.judge.forget();
    this.loaded.replica.destroy();
    this.loaded = null;
  }

  private remember(personId: string): void {
    if (this.people[0] === personId) return;
    this.people = [personId, ...this.people.filter((known) => known !== personId)].slice(0, 8);
  }

  private alarm(kind: 'store_failed' | 'log_shrank', error?: unknown): void {
    this.parts.onAlarm({ sectionId: this.sectionId, kind, seq: this.committedSeq, error });
  }
}
