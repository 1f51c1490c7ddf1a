import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let reached = true;

const tell = () => {
  for (const listener of listeners) listener();
};

/** Notes whether the server answered. An answer of any kind counts; the browser's own opinion does not. */
export function noteConnection(isReached: boolean): void {
  if (reached === isReached) return;
  reached = isReached;
  tell();
}

function listen(listener: () => void): () => void {
  const onOffline = () => noteConnection(false);
  const onOnline = () => noteConnection(true);
  listeners.add(listener);
  window.addEventListener('offline', onOffline);
  window.addEventListener('online', onOnline);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('offline', onOffline);
    window.removeEventListener('online', onOnline);
  };
}

/** Whether the server could be reached when it was last asked. */
export const useConnection = (): boolean => useSyncExternalStore(listen, () => reached);
