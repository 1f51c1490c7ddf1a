import type { EditorMessage, TicketView } from '@concordat/contracts';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';

/** The two ways to the server: a web socket, or requests and answers alone where no socket gets through. */
export type Road = 'socket' | 'http';

/** What a line tells of itself. */
export interface LineNews {
  /** The server's text is here. */
  readonly onSynced: () => void;
  /** Which changes the server has, as an encoded state vector; said once after each opening. */
  readonly onServerState: (vector: Uint8Array) => void;
  /** How many changes the server has not acknowledged. */
  readonly onUnacknowledged: (count: number) => void;
  readonly onMessage: (message: EditorMessage) => void;
  /** The line is gone, or was refused. */
  readonly onClosed: () => void;
}

/** What a line connects, and how it says what happens. */
export interface LineParts {
  readonly sectionId: string;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Whether a change came from the server, by whatever line, and need not be sent to it. */
  readonly isFromServer: (origin: unknown) => boolean;
  readonly news: LineNews;
}

/** One way to connect a text here with the server's. It is opened and hung up again and again, each time with a ticket. */
export interface Line {
  /** Opens with a fresh ticket; whatever was open before is hung up. */
  open(ticket: TicketView): void;
  /** Leaves without a word to {@link LineNews}. What is written from now on waits for the next opening. */
  hangUp(): void;
  /** Whether a change with this origin came by this line. */
  brought(origin: unknown): boolean;
  /** How many changes the server has not acknowledged on this line. */
  readonly unacknowledged: number;
}
