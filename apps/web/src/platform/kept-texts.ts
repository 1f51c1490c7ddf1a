/**
 * Texts that this browser keeps for its person until the server has them. Only their names are known here, so that they
 * can be deleted when somebody signs out, without loading the editor.
 */
const listKey = 'concordat.texts';

/** The name under which a person's text of a section is kept on this device. */
export const keptTextName = (personId: string, sectionId: string): string =>
  `concordat-text-${personId}-${sectionId}`;

/** Remembers that a text is kept, before it is. */
export function noteKeptText(name: string): void {
  write([...new Set([...read(), name])]);
}

/** Deletes one text from this device. */
export function forgetKeptText(name: string): Promise<void> {
  write(read().filter((known) => known !== name));
  return remove(name);
}

/** Deletes every text from this device: nobody may find it on a shared machine. */
export async function forgetKeptTexts(): Promise<void> {
  const names = read();
  write([]);
  await Promise.all(names.map(remove));
}

/** An open editor holds its text until it is closed; the browser deletes as soon as that happens, so nobody waits. */
const patienceMs = 500;

function remove(name: string): Promise<void> {
  if (typeof indexedDB === 'undefined') return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs);
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
  });
}

function read(): readonly string[] {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(listKey) ?? '[]');
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    // A browser that keeps nothing keeps no texts either.
    return [];
  }
}

function write(names: readonly string[]): void {
  try {
    localStorage.setItem(listKey, JSON.stringify(names));
  } catch {
    // As above: nothing is kept here, so there is nothing to find again.
  }
}
