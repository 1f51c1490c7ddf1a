import type { ReactNode } from 'react';
import { classNames } from '../class-names.js';
import { Icon, type IconName } from './icon.js';
import classes from './save-state.module.css';

const icons = {
  saving: 'turn',
  saved: 'check',
  offline: 'offline',
  unsaved: 'alert',
} as const satisfies Record<string, IconName>;

/** Where the text is: on its way, durably kept, kept on this device only, or at risk. */
export type SaveKind = keyof typeof icons;

/** The words of saving with their symbol. Changes are announced politely, except the constant "saving". */
export function SaveState({ kind, children }: { kind: SaveKind; children: ReactNode }) {
  return (
    <span
      className={classNames(classes.save, classes[kind])}
      role="status"
      aria-live={kind === 'saving' ? 'off' : 'polite'}
    >
      <Icon name={icons[kind]} />
      <span>{children}</span>
    </span>
  );
}
