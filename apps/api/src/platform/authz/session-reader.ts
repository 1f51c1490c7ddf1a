import type { Actor } from '@concordat/policy';
import type { IncomingMessage } from 'node:http';

/** Who a request or a socket belongs to. */
export interface SignedIn {
  readonly personId: string;
  readonly sessionId: string;
  readonly actor: Actor;
}

/** Finds the person behind a request's cookie. The identity module provides it; null means signed out. */
export abstract class SessionReader {
  abstract read(request: IncomingMessage): Promise<SignedIn | null>;
}
