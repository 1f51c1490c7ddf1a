import type { Extension, onAuthenticatePayload } from '@hocuspocus/server';
import { z } from 'zod';
import type { EditorContext } from '../editor-context.js';
import type { SocketSessions } from '../socket-sessions.js';
import type { TicketRepository } from '../ticket.repository.js';

/** Opens a section only for a fresh ticket of the very session whose cookie the socket carried. */
export class Authentication implements Extension<EditorContext> {
  constructor(
    private readonly sessions: SocketSessions,
    private readonly tickets: TicketRepository,
  ) {}

  async onAuthenticate(payload: onAuthenticatePayload<EditorContext>): Promise<EditorContext> {
    const { documentName, token, request, connectionConfig } = payload;
    const signedIn = z.uuid().safeParse(documentName).success ? await this.sessions.of(request) : null;
    const context = signedIn && (await this.tickets.redeem(signedIn, documentName, token));
    // Without a message: Hocuspocus would print it past our log.
    if (!context) throw Object.assign(new Error(), { reason: 'ticket.refused' });
    connectionConfig.readOnly = context.mode === 'read';
    return context;
  }
}
