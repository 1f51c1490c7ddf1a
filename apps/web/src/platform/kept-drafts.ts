/** What somebody began to write outside the text, kept in this browser until it is sent, given up, or they sign out. */
const prefix = 'concordat.draft.';

/** Keeps a draft under a name that says whose it is and what it is about. */
export function keepDraft(name: string, draft: object): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing, or is full, keeps no draft; what stands in the field is still there.
  }
}

/** The draft of a name; null where none is kept or it cannot be read. */
export function keptDraft(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(prefix + name) ?? 'null') as unknown;
  } catch {
    return null;
  }
}

/** Forgets the draft of a name. */
export function forgetDraft(name: string): void {
  try {
    localStorage.removeItem(prefix + name);
  } catch {
    // As above: nothing is kept.
  }
}

/** Forgets every draft of this device: nobody may find it on a shared machine. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // As above: nothing is kept.
  }
}
