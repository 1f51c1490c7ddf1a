import { fragmentOf } from '@concordat/document';
import * as Y from 'yjs';

/**
 * What the server is known to have of a text: for each client the number of its changes. Everything inserted beyond that
 * is not saved.
 */
export class StoredState {
  private readonly clocks = new Map<number, number>();

  /** Takes what the server itself said it has, as an encoded state vector. */
  learnVector(vector: Uint8Array): void {
    for (const [client, clock] of Y.decodeStateVector(vector)) this.learn(client, clock);
  }

  /** Takes a change that came from the server. */
  learnUpdate(update: Uint8Array): void {
    for (const [client, clock] of Y.parseUpdateMeta(update).to) this.learn(client, clock);
  }

  /** Takes the server's word that it has all that is in the document. */
  learnDocument(doc: Y.Doc): void {
    this.learnVector(Y.encodeStateVector(doc));
  }

  /** How many changes of a client the server has. */
  of(client: number): number {
    return this.clocks.get(client) ?? 0;
  }

  /** For keeping it beside the text on this device. */
  encode(): Uint8Array {
    return Y.encodeStateVector(this.clocks);
  }

  private learn(client: number, clock: number): void {
    this.clocks.set(client, Math.max(clock, this.of(client)));
  }
}

/** Words between two pieces that do not touch. */
const gap = ' … ';

/**
 * The words that were inserted and are still in the text but not stored, in reading order: one line for each paragraph,
 * heading or cell; pieces of one line that do not touch are divided by an ellipsis. Empty when nothing is missing.
 */
export function unstoredWords(doc: Y.Doc, stored: StoredState): string {
  const lines: string[] = [];
  visit(fragmentOf(doc), stored, lines);
  return lines.join('\n');
}

function visit(parent: Y.XmlFragment, stored: StoredState, lines: string[]): void {
  const runs: string[] = [];
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) runs.push(...unstoredRuns(child, stored));
    else if (child instanceof Y.XmlElement) visit(child, stored, lines);
  }
  const line = runs.join(gap).trim();
  if (line !== '') lines.push(line);
}

function unstoredRuns(text: Y.XmlText, stored: StoredState): string[] {
  const runs: string[] = [];
  let touches = false;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const known = Math.max(0, stored.of(item.id.client) - item.id.clock);
    const fresh = item.content.str.slice(known);
    if (fresh === '') {
      touches = false;
      continue;
    }
    if (touches && known === 0) runs.push((runs.pop() ?? '') + fresh);
    else runs.push(fresh);
    touches = true;
  }
  return runs;
}
