import { browser } from './browser.js';
import { unreachable } from './refusal-error.js';

const storageKey = 'concordat.renewed-at';
const quietMs = 30_000;

/**
 * After a new release the files of the old one are gone, and a page that is still open cannot load its next screen. It
 * is loaded again, once: a file that is really missing must not make it turn for ever. Where the server cannot be
 * reached the page stays as it is, with what was written in it, and says so. Parts of a screen that is open already never
 * load the page again by themselves, see `lazyPart`.
 */
export async function orRenewed<T>(screen: Promise<T>): Promise<T> {
  try {
    return await screen;
  } catch (error) {
    if (!(await isServerThere())) throw unreachable();
    const before = Number(sessionStorage.getItem(storageKey) ?? 0);
    if (Date.now() - before < quietMs) throw error;
    sessionStorage.setItem(storageKey, String(Date.now()));
    browser.reload();
    // The screen that is being left shows nothing new any more.
    return new Promise<never>(() => undefined);
  }
}

async function isServerThere(): Promise<boolean> {
  try {
    return (await fetch('/health/live', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
