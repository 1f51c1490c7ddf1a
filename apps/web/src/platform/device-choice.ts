import { useSyncExternalStore } from 'react';

/** A choice between yes and no that one device remembers, in every window of it. */
export interface DeviceChoice {
  readonly now: () => boolean;
  readonly choose: (value: boolean) => void;
  /** Hears of changes, whichever window makes them. Returns how to stop listening. */
  readonly subscribe: (listener: () => void) => () => void;
}

const listeners = new Map<string, Set<() => void>>();
/** What a browser that keeps nothing remembers as long as the page lives. */
const unkept = new Map<string, boolean>();

/** The choice that this device remembers under a key; no, until somebody chose. */
export function deviceChoice(key: string): DeviceChoice {
  return {
    now: () => unkept.get(key) ?? read(key),
    choose: (value) => {
      if (!write(key, value)) unkept.set(key, value);
      for (const listener of listeners.get(key) ?? []) listener();
    },
    subscribe: (listener) => {
      const own = listeners.get(key) ?? new Set<() => void>();
      listeners.set(key, own.add(listener));
      const hear = (event: StorageEvent) => {
        if (event.key === key) listener();
      };
      window.addEventListener('storage', hear);
      return () => {
        own.delete(listener);
        window.removeEventListener('storage', hear);
      };
    },
  };
}

/** A choice of this device, kept current. */
export const useDeviceChoice = (choice: DeviceChoice): boolean =>
  useSyncExternalStore(choice.subscribe, choice.now);

function read(key: string): boolean {
  try {
    return localStorage.getItem(key) === 'yes';
  } catch {
    // A browser that keeps nothing has remembered nothing.
    return false;
  }
}

function write(key: string, value: boolean): boolean {
  try {
    if (value) localStorage.setItem(key, 'yes');
    else localStorage.removeItem(key);
    return true;
  } catch {
    // As above: the choice then lives as long as the page.
    return false;
  }
}
