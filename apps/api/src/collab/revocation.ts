import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Connection, Hocuspocus } from '@hocuspocus/server';
import { editorCloseCodes, type EditorMessage } from '@concordat/contracts';
import { NotificationListener } from '../platform/database/index.js';
import { type Announcement, LIVE_CHANNEL } from '../platform/realtime/index.js';
import { SectionEditRights } from './edit-rights.js';
import type { EditorContext } from './editor-context.js';
import { tell } from './extensions/durability.js';
import { SocketSessions } from './socket-sessions.js';

/** After these a person may have lost or gained the right to write, or to read. */
const changesRights = /^(membership|section|proposal|submission|review|verdict|cut_off)\./;

/** An open text, whatever road it came by: what can be taken away. */
export interface OpenEditor {
  readonly context: EditorContext;
  /** Whether nothing is taken from it any more. */
  readonly readOnly: boolean;
  close(): void;
  /** Says why nothing more is taken, and takes nothing more. */
  tell(message: EditorMessage): void;
}

/** Takes open editors away from those who lost the right to them, within a second of the commit that took it. */
@Injectable()
export class Revocation implements OnModuleInit {
  private readonly log = new Logger(Revocation.name);
  private readonly roads: (() => readonly OpenEditor[])[] = [];

  constructor(
    private readonly listener: NotificationListener,
    private readonly rights: SectionEditRights,
    private readonly sockets: SocketSessions,
  ) {}

  onModuleInit(): void {
    this.listener.subscribe(LIVE_CHANNEL, {
      hear: (payload) => this.hear(JSON.parse(payload) as Announcement),
      // What was said meanwhile was not heard: look at everybody.
      resume: () => void this.reviewAll(),
    });
  }

  watch(hocuspocus: Hocuspocus<EditorContext>): void {
    this.watchRoad(() => [...hocuspocus.documents.values()].flatMap(connectionsOf).map(openOver));
  }

  /** Every road into a text names what is open on it. */
  watchRoad(open: () => readonly OpenEditor[]): void {
    this.roads.push(open);
  }

  private hear(said: Announcement): void {
    if (said.to === 'session') {
      for (const open of this.editors((context) => context.sessionId === said.sessionId)) open.close();
      this.sockets.end(said.sessionId);
    }
    if (said.to === 'proposal' && changesRights.test(said.kind))
      void this.review((context) => context.proposalId === said.proposalId);
  }

  private async reviewAll(): Promise<void> {
    await this.sockets.review().catch((error: unknown) => this.warn(error));
    await this.review(() => true);
  }

  private async review(concerned: (context: EditorContext) => boolean): Promise<void> {
    for (const open of this.editors(concerned)) {
      const { sectionId, personId } = open.context;
      try {
        if (!(await this.rights.canRead(sectionId, personId))) open.close();
        else await this.reviewWriting(open);
      } catch (error) {
        // Closed is safe: whoever still has the right comes back by a new ticket.
        this.warn(error);
        open.close();
      }
    }
  }

  private async reviewWriting(open: OpenEditor): Promise<void> {
    const refusal = await this.rights.of(open.context.sectionId, open.context);
    if ((refusal !== null) === open.readOnly) return;
    open.tell({ kind: 'closed', code: refusal ?? 'section.reopened' });
  }

  private warn(error: unknown): void {
    this.log.warn(`Rights could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }

  private editors(concerned: (context: EditorContext) => boolean): OpenEditor[] {
    return this.roads.flatMap((road) => road()).filter(({ context }) => concerned(context));
  }
}

const connectionsOf = (document: { getConnections(): Connection[] }): Connection<EditorContext>[] =>
  document.getConnections() as Connection<EditorContext>[];

const openOver = (connection: Connection<EditorContext>): OpenEditor => ({
  context: connection.context,
  readOnly: connection.readOnly,
  close: () => connection.close({ code: editorCloseCodes.revoked, reason: 'revoked' }),
  tell: (message) => {
    connection.readOnly = true;
    tell(connection, message);
  },
});
