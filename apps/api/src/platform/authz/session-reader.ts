import type { Actor } from '@concordat/policy';
import type { IncomingMessage } from 'node:http';

/** Who a request or a socket belongs to. */
export interface SignedIn {
  readonly personId: string;
  readonly sessionId: string;
  readonly actor: Actor;
  /** The person proved who they are within the last ten minutes, in this session. */
  readonly isProved: boolean;
  readonly hasSecondFactor: boolean;
}

/**
 * Finds the person behind a session; null means signed out, disabled or ended. The identity module provides it,
 * globally. Each call asks the database, so that an ended session or membership counts at once.
 */
export abstract class SessionReader {
  /** The person behind a request's cookie; counts as activity. */
  abstract read(request: IncomingMessage): Promise<SignedIn | null>;

  /** The same for a session that is known already: open streams and sockets ask again. No activity of the person's. */
  abstract reread(sessionId: string): Promise<SignedIn | null>;

  /** Which of these sessions still live, in one question. */
  abstract living(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Opens sessions; the identity module provides it, for its own sign-in and for tests. */
export abstract class SessionOpener {
  /** Gives the value of the `Cookie` header that the person's browser will send. */
  abstract open(personId: string, userAgent: string): Promise<{ readonly cookie: string }>;
}
