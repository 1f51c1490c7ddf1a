const storageKey = 'concordat.renewed-at';
const quietMs = 30_000;

/**
 * After a new release the files of the old one are gone, and a page that is still open cannot load its next screen. It
 * is loaded again, once: a file that is really missing must not make it turn for ever.
 */
export function reloadAfterRenewal(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const before = Number(sessionStorage.getItem(storageKey) ?? 0);
    if (Date.now() - before < quietMs) return;
    sessionStorage.setItem(storageKey, String(Date.now()));
    event.preventDefault();
    window.location.reload();
  });
}
