/**
 * Texts that this browser keeps for its person until the server has them. Only their names are known here, so that they
 * can be deleted when somebody signs out, without loading the editor.
 */
const listKey = 'concordat.texts';

/** Whether the server has all of a kept text, or whether deleting it would lose words. */
export type KeptText = 'stored' | 'unsent';

/** The name under which a person's text of a section is kept on this device. */
export const keptTextName = (personId: string, sectionId: string): string =>
  `concordat-text-${personId}-${sectionId}`;

/** The names of a person's texts that this device keeps and the server may not have all of. */
export const unsentTextsOf = (personId: string): string[] =>
  [...read()]
    .filter(([name, kept]) => kept === 'unsent' && name.startsWith(keptTextName(personId, '')))
    .map(([name]) => name);

/** Remembers that a text is kept, before it is, and whether the server has it. */
export function noteKeptText(name: string, kept: KeptText): void {
  const known = read();
  if (known.get(name) !== kept) write(known.set(name, kept));
}

/** Deletes one text from this device. */
export async function forgetKeptText(name: string): Promise<void> {
  noteKeptText(name, 'stored');
  if (!(await remove(name))) return;
  const known = read();
  known.delete(name);
  write(known);
}

/**
 * Deletes the texts of this device: nobody may find them on a shared machine. `all` after somebody signed out; `stored`
 * when a session ended by itself, which must not cost unsent words: they wait for the same person.
 */
export async function forgetKeptTexts(which: 'all' | 'stored'): Promise<void> {
  const names = [...read()].filter(([, kept]) => which === 'all' || kept === 'stored').map(([name]) => name);
  await Promise.all(names.map(forgetKeptText));
}

/** An open editor holds its text until it is closed. Nobody waits for that; what is left is deleted the next time. */
const patienceMs = 500;

function remove(name: string): Promise<boolean> {
  if (typeof indexedDB === 'undefined') return Promise.resolve(true);
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs, false);
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve(true);
    request.onerror = () => resolve(false);
  });
}

function read(): Map<string, KeptText> {
  try {
    const known: unknown = JSON.parse(localStorage.getItem(listKey) ?? '{}');
    const entries = Object.entries(typeof known === 'object' && known !== null ? known : {});
    return new Map(entries.map(([name, kept]) => [name, kept === 'unsent' ? 'unsent' : 'stored']));
  } catch {
    // A browser that keeps nothing keeps no texts either.
    return new Map();
  }
}

function write(known: ReadonlyMap<string, KeptText>): void {
  try {
    localStorage.setItem(listKey, JSON.stringify(Object.fromEntries(known)));
  } catch {
    // As above: nothing is kept here, so there is nothing to find again.
  }
}
