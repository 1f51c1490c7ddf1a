import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Connection, Hocuspocus } from '@hocuspocus/server';
import { editorCloseCodes } from '@concordat/contracts';
import { NotificationListener } from '../platform/database/index.js';
import { type Announcement, LIVE_CHANNEL } from '../platform/realtime/index.js';
import { SectionEditRights } from './edit-rights.js';
import type { EditorContext } from './editor-context.js';
import { tell } from './extensions/durability.js';
import { SocketSessions } from './socket-sessions.js';

/** After these a person may have lost or gained the right to write, or to read. */
const changesRights = /^(membership|section|proposal|submission|review|verdict|cut_off)\./;

/** Takes open editors away from those who lost the right to them, within a second of the commit that took it. */
@Injectable()
export class Revocation implements OnModuleInit {
  private readonly log = new Logger(Revocation.name);
  private hocuspocus: Hocuspocus<EditorContext> | undefined;

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
    this.hocuspocus = hocuspocus;
  }

  private hear(said: Announcement): void {
    if (said.to === 'session') {
      this.connections((context) => context.sessionId === said.sessionId).forEach(close);
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
    for (const connection of this.connections(concerned)) {
      const { sectionId, personId } = connection.context;
      try {
        if (!(await this.rights.canRead(sectionId, personId))) close(connection);
        else await this.reviewWriting(connection);
      } catch (error) {
        // Closed is safe: whoever still has the right comes back by a new ticket.
        this.warn(error);
        close(connection);
      }
    }
  }

  private async reviewWriting(connection: Connection<EditorContext>): Promise<void> {
    const refusal = await this.rights.of(connection.context.sectionId, connection.context);
    if ((refusal !== null) === connection.readOnly) return;
    connection.readOnly = true;
    tell(connection, { kind: 'closed', code: refusal ?? 'section.reopened' });
  }

  private warn(error: unknown): void {
    this.log.warn(`Rights could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }

  private connections(concerned: (context: EditorContext) => boolean): Connection<EditorContext>[] {
    const documents = [...(this.hocuspocus?.documents.values() ?? [])];
    return documents
      .flatMap((document) => document.getConnections() as Connection<EditorContext>[])
      .filter(({ context }) => concerned(context));
  }
}

function close(connection: Connection<EditorContext>): void {
  connection.close({ code: editorCloseCodes.revoked, reason: 'revoked' });
}
