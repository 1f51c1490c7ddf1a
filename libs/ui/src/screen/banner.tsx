import type { ReactNode } from 'react';
import { classNames } from '../class-names.js';
import { Icon, type IconName } from '../marks/icon.js';
import classes from './banner.module.css';

const icons = {
  info: 'info',
  working: 'turn',
  warning: 'alert',
  stale: 'stale',
  error: 'alert',
  blocked: 'lock',
} as const satisfies Record<string, IconName>;

/** How grave it is: `info` and `working` are grey, `warning` ochre, `stale` orange, `error` red, `blocked` carmine. */
export type BannerTone = keyof typeof icons;

/** What a {@link Banner} takes. */
export interface BannerProps {
  tone: BannerTone;
  /** What happened, as a sentence. */
  title: ReactNode;
  /** What is safe and what to do. */
  children?: ReactNode;
  /** At most two buttons. */
  actions?: ReactNode;
  icon?: IconName;
  /** Errors are announced at once, the rest politely; `off` for what stood there when the screen opened. */
  announce?: 'off' | 'polite' | 'assertive';
}

/** What happened, what is safe, what to do. */
export function Banner({ tone, title, children, actions, icon, announce }: BannerProps) {
  const loudness = announce ?? (tone === 'error' || tone === 'blocked' ? 'assertive' : 'polite');
  const role = loudness === 'off' ? undefined : loudness === 'assertive' ? 'alert' : 'status';
  // The sentence behind it begins with a capital: what stands before it must look ended.
  const isOpen = children !== undefined && typeof title === 'string' && !/[.?!:…]$/u.test(title);
  return (
    <div className={classNames(classes.banner, classes[tone])} role={role}>
      <Icon name={icon ?? icons[tone]} className={classes.icon} />
      <p className={classes.words}>
        <b className={classNames(isOpen && classes.open)}>{title}</b> {children}
      </p>
      {actions !== undefined && <div className={classes.end}>{actions}</div>}
    </div>
  );
}
