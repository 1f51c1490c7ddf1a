import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Connection, Hocuspocus } from '@hocuspocus/server';
import { editorCloseCodes, type EditorMessage } from '@concordat/contracts';
import type { WebSocket } from 'ws';
import type { Outcome } from '@concordat/domain';
import { SessionReader } from '../platform/authz/index.js';
import { NotificationListener } from '../platform/database/index.js';
import {
  type Announcement,
  LIVE_CHANNEL,
  type Loss,
  readHeard,
  Standings,
} from '../platform/realtime/index.js';
import { SectionEditRights } from './edit-rights.js';
import type { EditorContext } from './editor-context.js';
import { tell } from './extensions/durability.js';
import type { EditMode, GateRefusal } from './gate/gate.types.js';
import { revoke, SocketSessions } from './socket-sessions.js';

/**
 * After these anybody of the proposal may have lost or gained the right to write; what one person loses says so itself.
 * That somebody has begun a section changes nobody's right, and happens while everybody types.
 */
const changesRights = /^(section\.(?!started$)|proposal\.|submission\.|review\.|verdict\.|cut_off\.)/;
/** Sessions also run out, which nobody announces. */
const roundsMs = 15_000;
/** Questions about rights that are asked at the same time. */
const atOnce = 4;

/** An open text, whatever road it came by: what can be taken away. */
export interface OpenEditor {
  readonly context: EditorContext;
  /** Whether nothing is taken from it any more. */
  readonly readOnly: boolean;
  close(): void;
  /** Says why nothing more is taken, and takes nothing more. */
  tell(message: EditorMessage): void;
}

type Concerned = (context: EditorContext) => boolean;

/**
 * Takes open editors away from those who lost the right to them, within a second of the commit that took it. What is
 * lost with a session or an account is closed without a question; who has left a proposal is asked once for everybody
 * concerned; who may still write is asked one by one, and the gate asks again at every commit.
 */
@Injectable()
export class Revocation implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(Revocation.name);
  private readonly roads: (() => readonly OpenEditor[])[] = [];
  /** Proposals being looked at; true where something happened meanwhile. */
  private readonly looking = new Map<string, boolean>();
  private rounds: NodeJS.Timeout | undefined;

  constructor(
    private readonly listener: NotificationListener,
    private readonly rights: SectionEditRights,
    private readonly sockets: SocketSessions,
    private readonly sessions: SessionReader,
    private readonly standings: Standings,
  ) {}

  onModuleInit(): void {
    this.listener.subscribe(LIVE_CHANNEL, {
      hear: (payload) => this.hear(readHeard(payload)),
      // What is said meanwhile is not heard: look at everybody. Without a database nobody loses anything either.
      deaf: () => void this.reviewAll(),
      resume: () => void this.reviewAll().then((isSure) => isSure || this.closeAll()),
    });
    this.rounds = setInterval(() => void this.reviewAll(), roundsMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.rounds);
  }

  watch(hocuspocus: Hocuspocus<EditorContext>): void {
    this.watchRoad(() => [...hocuspocus.documents.values()].flatMap(connectionsOf).map(openOver));
  }

  /** Every road into a text names what is open on it. */
  watchRoad(open: () => readonly OpenEditor[]): void {
    this.roads.push(open);
  }

  /** A text has just been opened: what was lost between the check of the ticket and now was not heard. */
  async welcome(connection: Connection<EditorContext>): Promise<void> {
    const open = openOver(connection);
    const { sessionId } = open.context;
    try {
      const living = await this.sessions.living([sessionId]);
      if (!living.has(sessionId)) open.close();
      else await this.reviewWriting((await this.stayingOf([open])).filter(({ readOnly }) => !readOnly));
    } catch (error) {
      this.warn(error);
      open.close();
    }
  }

  private hear(heard: Announcement | Loss): void {
    switch (heard.to) {
      case 'session':
        return this.endAt(({ sessionId }) => sessionId === heard.sessionId, heard);
      case 'account':
        return this.endAt(({ personId }) => personId === heard.personId, heard);
      case 'membership':
        return void this.review(
          ({ proposalId, personId }) => proposalId === heard.proposalId && personId === heard.personId,
        );
      case 'proposal':
        if (changesRights.test(heard.kind)) void this.reviewProposal(heard.proposalId);
    }
  }

  private endAt(
    concerned: Concerned,
    whose: { readonly sessionId: string } | { readonly personId: string },
  ): void {
    for (const open of this.editors(concerned)) open.close();
    this.sockets.end(whose);
  }

  /** Many things may happen at once in a proposal; everybody is looked at once more after the last of them. */
  private async reviewProposal(proposalId: string): Promise<void> {
    if (this.looking.has(proposalId)) return void this.looking.set(proposalId, true);
    do {
      this.looking.set(proposalId, false);
      await this.review((context) => context.proposalId === proposalId);
    } while (this.looking.get(proposalId) === true);
    this.looking.delete(proposalId);
  }

  /** Answers whether the rights of everybody could be read. */
  private async reviewAll(): Promise<boolean> {
    try {
      const open = this.editors(() => true);
      const [living] = await Promise.all([
        this.sessions.living([...new Set(open.map(({ context }) => context.sessionId))]),
        this.sockets.review(),
      ]);
      for (const each of open) if (!living.has(each.context.sessionId)) each.close();
      await this.reviewWriting(await this.stayingOf(open));
      return true;
    } catch (error) {
      this.warn(error);
      return false;
    }
  }

  private closeAll(): void {
    for (const open of this.editors(() => true)) open.close();
  }

  private async review(concerned: Concerned): Promise<void> {
    const open = this.editors(concerned);
    try {
      await this.reviewWriting(await this.stayingOf(open));
    } catch (error) {
      // Closed is safe: whoever still has the right comes back by a new ticket.
      this.warn(error);
      for (const each of open) each.close();
    }
  }

  /** Closes what belongs to people who have left the proposal, and gives the rest. */
  private async stayingOf(open: readonly OpenEditor[]): Promise<OpenEditor[]> {
    if (open.length === 0) return [];
    const takesPart = await this.standings.stillTaking(open.map(({ context }) => context));
    return open.filter((each) => {
      const isStaying = takesPart(each.context);
      if (!isStaying) each.close();
      return isStaying;
    });
  }

  private async reviewWriting(open: readonly OpenEditor[]): Promise<void> {
    const asked = new Map<string, ReturnType<SectionEditRights['of']>>();
    const waiting = [...open];
    const work = async (): Promise<void> => {
      for (let each = waiting.shift(); each; each = waiting.shift()) {
        const { sectionId, personId } = each.context;
        const key = `${sectionId} ${personId}`;
        const asking = asked.get(key) ?? this.rights.of(sectionId, { personId });
        asked.set(key, asking);
        const right = await asking;
        const code = changeOf(each, right);
        if (code !== null) each.tell({ kind: 'closed', code });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  private warn(error: unknown): void {
    this.log.warn(`Rights could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }

  private editors(concerned: Concerned): OpenEditor[] {
    return this.roads.flatMap((road) => road()).filter(({ context }) => concerned(context));
  }
}

const connectionsOf = (document: { getConnections(): Connection[] }): Connection<EditorContext>[] =>
  document.getConnections() as Connection<EditorContext>[];

const openOver = (connection: Connection<EditorContext>): OpenEditor => ({
  context: connection.context,
  readOnly: connection.readOnly,
  close: () => {
    // What has arrived and waits for its turn is not taken either.
    connection.readOnly = true;
    connection.close({ code: editorCloseCodes.revoked, reason: 'revoked' });
    // Pages open a socket for each text; one that held several comes back for the others.
    revoke(connection.webSocket as WebSocket);
  },
  tell: (message) => {
    connection.readOnly = true;
    tell(connection, message);
  },
});

/** Why an open text has to be opened anew: its page may do more or less than when it came; null if neither. */
function changeOf(
  { context, readOnly }: OpenEditor,
  right: Outcome<EditMode, GateRefusal>,
): GateRefusal | 'section.reopened' | null {
  if (!right.ok) return readOnly ? null : right.reason;
  if (readOnly) return 'section.reopened';
  if (right.value === context.mode) return null;
  return right.value === 'edit' ? 'section.reopened' : 'update.suggest_only';
}
