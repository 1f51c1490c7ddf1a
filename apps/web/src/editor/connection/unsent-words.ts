import { fragmentOf } from '@concordat/document';
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { StoredState, unstoredWords } from './unstored-words.js';

/** Under which name a kept text says, beside itself, what the server has of it. */
export const storedKey = 'stored';

/**
 * Reads texts that this device keeps and gives the words that the server has not said it has, an empty line between two
 * texts. Empty when nothing is missing.
 */
export async function unsentWords(keptNames: readonly string[]): Promise<string> {
  const found = await Promise.all(keptNames.map(wordsIn));
  return found.filter((words) => words !== '').join('\n\n');
}

async function wordsIn(keptName: string): Promise<string> {
  const doc = new Y.Doc();
  fragmentOf(doc);
  const persistence = new IndexeddbPersistence(keptName, doc);
  try {
    await persistence.whenSynced;
    return unstoredWords(doc, await storedBeside(persistence));
  } finally {
    await persistence.destroy();
    doc.destroy();
  }
}

/** What the server is known to have of a kept text. */
export async function storedBeside(persistence: IndexeddbPersistence): Promise<StoredState> {
  const stored = new StoredState();
  const vector: unknown = await persistence.get(storedKey);
  if (vector instanceof ArrayBuffer) stored.learnVector(new Uint8Array(vector));
  return stored;
}
