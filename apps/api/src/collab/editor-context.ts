import type { PersonBrief } from '@concordat/contracts';

/** Who writes through a connection; made from a redeemed ticket and never from what the client says. */
export interface EditorContext {
  readonly personId: string;
  readonly sessionId: string;
  readonly deviceId: string;
  readonly proposalId: string;
  readonly sectionId: string;
  readonly mode: 'edit' | 'suggest' | 'read';
  /** Client ids this connection has shown a caret for; its changes may stand under these. */
  readonly announced: Set<number>;
  readonly author: PersonBrief & { readonly authorColour: number };
}
