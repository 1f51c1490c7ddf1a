import { type Outcome, ok, refuse } from '../shared/outcome.js';
import { canonicalJson } from '../submission/manifest.js';

/** The form of the text that is hashed. A new form gets a new number; chains of both are read for ever. */
export const auditVersion = 1;

/** What was done, as it is written down: ids, states and numbers, never text. */
export interface AuditedEvent {
  /** UTC with microseconds: `2027-01-26T14:30:00.123456Z`. */
  readonly at: string;
  /** Null for what the installation did by itself. */
  readonly personId: string | null;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string;
  /** Null in the installation's own chain. */
  readonly proposalId: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly requestId: string | null;
}

/** An event with its place in its chain. */
export interface ChainedEvent extends AuditedEvent {
  readonly version: number;
  /** From 1, without gaps. */
  readonly number: number;
  /** SHA-256 of the event before it, 64 hexadecimal digits; {@link chainStart}'s for the first. */
  readonly previous: string;
  /** SHA-256 over {@link auditText}, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** How far a chain was followed: its last number and hash. Whoever keeps one proves later that nothing was rewritten. */
export interface ChainEnd {
  readonly number: number;
  readonly sha256: string;
}

/** Where every chain begins. */
export const chainStart: ChainEnd = { number: 0, sha256: '0'.repeat(64) };

/** Why an event does not continue its chain. */
export type ChainRefusal =
  | 'audit.unknown_version'
  | 'audit.other_chain'
  | 'audit.number_missing'
  | 'audit.link_broken'
  | 'audit.content_changed';

/** The text that is hashed for an event: canonical JSON (RFC 8785) of its content, number and predecessor's hash. */
export function auditText(event: Omit<ChainedEvent, 'sha256'>): string {
  const { version, number, previous, at, personId, action, objectKind, objectId, proposalId } = event;
  const { before, after, requestId } = event;
  const content = { number, previous, at, personId, action, objectKind, objectId, proposalId };
  return canonicalJson({ v: version, ...content, before, after, requestId });
}

/**
 * Takes one step along the chain of a proposal (null: the installation's). `sha256` gives the hash of a text's UTF-8
 * bytes as 64 hexadecimal digits. Refuses `audit.unknown_version`, `audit.other_chain` (the event belongs elsewhere),
 * `audit.number_missing` (removed or out of order), `audit.link_broken` (what came before was changed) and
 * `audit.content_changed` (the event itself was).
 */
export function followChain(
  proposalId: string | null,
  end: ChainEnd,
  event: ChainedEvent,
  sha256: (text: string) => string,
): Outcome<ChainEnd, ChainRefusal> {
  if (event.version !== auditVersion) return refuse('audit.unknown_version');
  if (event.proposalId !== proposalId) return refuse('audit.other_chain');
  if (event.number !== end.number + 1) return refuse('audit.number_missing');
  if (event.previous !== end.sha256) return refuse('audit.link_broken');
  if (sha256(auditText(event)) !== event.sha256) return refuse('audit.content_changed');
  return ok({ number: event.number, sha256: event.sha256 });
}
