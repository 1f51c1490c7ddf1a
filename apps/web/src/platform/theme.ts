import { themes, type Theme } from '@concordat/domain';
import { useSyncExternalStore } from 'react';

/** Read by `public/theme.js` before the first paint, under the same name. */
const storageKey = 'concordat.theme';
const listeners = new Set<() => void>();
let chosen: Theme | undefined;

function stored(): Theme | undefined {
  try {
    const found = localStorage.getItem(storageKey);
    return themes.find((theme) => theme === found);
  } catch {
    // A browser that keeps nothing follows the device.
    return undefined;
  }
}

/** The theme chosen on this device. */
export const currentTheme = (): Theme => chosen ?? stored() ?? 'system';

/** Chooses a theme: shown at once, kept on this device. */
export function chooseTheme(theme: Theme): void {
  chosen = theme;
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // It holds until the page is closed.
  }
  for (const listener of listeners) listener();
}

/** Takes the theme of the person's profile on a device where none was chosen. */
export function adoptTheme(theme: Theme): void {
  if ((chosen ?? stored()) === undefined && theme !== 'system') chooseTheme(theme);
}

function listen(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === storageKey) chooseTheme(stored() ?? 'system');
  };
  listeners.add(listener);
  window.addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', onStorage);
  };
}

/** The chosen theme and how to choose another. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(listen, currentTheme), chooseTheme] as const;
}
