import { abilitiesOf, type Action, type Actor, can, type Facts } from '@concordat/policy';
import { Refusal } from '../errors/refusal.js';
import type { SignedIn } from './session-reader.js';

/**
 * Who asks, and what was checked on the way to the answer. Every service takes it first.
 * On routes open to everybody nobody may be signed in; reading the person then refuses with `unauthenticated`.
 */
export class RequestContext {
  private readonly checked = new Set<Action>();

  constructor(
    /** Names this request in the log and in the answer's header. */
    readonly requestId: string,
    private readonly signedIn: SignedIn | null,
  ) {}

  get isSignedIn(): boolean {
    return this.signedIn !== null;
  }

  get personId(): string {
    return this.person().personId;
  }

  get sessionId(): string {
    return this.person().sessionId;
  }

  get actor(): Actor {
    return this.person().actor;
  }

  /** The person proved who they are within the last ten minutes, in this session. */
  get isProved(): boolean {
    return this.person().isProved;
  }

  get hasSecondFactor(): boolean {
    return this.person().hasSecondFactor;
  }

  /** Refuses with `forbidden` unless the policy allows the action on what the facts describe. */
  require(action: Action, facts: Facts): void {
    this.checked.add(action);
    if (!can(this.actor, action, facts)) throw new Refusal('forbidden');
  }

  /** Asks the policy without refusing; a question is not a check. */
  can(action: Action, facts: Facts): boolean {
    return can(this.actor, action, facts);
  }

  /** The answers for several actions, as a view carries them to the screen. */
  abilities<A extends Action>(actions: readonly A[], facts: Facts): Record<A, boolean> {
    return abilitiesOf(this.actor, actions, facts);
  }

  /** Whether `require` was called for the action during this request. */
  hasChecked(action: Action): boolean {
    return this.checked.has(action);
  }

  private person(): SignedIn {
    if (!this.signedIn) throw new Refusal('unauthenticated');
    return this.signedIn;
  }
}

const contexts = new WeakMap<object, RequestContext>();

/** Ties a context to its request; the guard does it once. */
export const rememberContext = (request: object, context: RequestContext): void => {
  contexts.set(request, context);
};

/** The context of a request that passed the guard. */
export function contextOf(request: object): RequestContext {
  const context = contexts.get(request);
  if (!context) throw new Error('The request did not pass the access guard');
  return context;
}
