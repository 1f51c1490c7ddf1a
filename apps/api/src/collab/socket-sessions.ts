import type { SignedIn } from '../platform/authz/index.js';

/** Remembers which session a socket's opening request belonged to; the request itself carries no more than headers. */
export class SocketSessions {
  private readonly sessions = new WeakMap<Request, SignedIn>();

  remember(request: Request, signedIn: SignedIn): void {
    this.sessions.set(request, signedIn);
  }

  of(request: Request): SignedIn | undefined {
    return this.sessions.get(request);
  }
}
