import type { ReactNode } from 'react';
import { Link as AriaLink, RouterProvider, type LinkProps as AriaLinkProps } from 'react-aria-components';
import { classNames } from '../class-names.js';
import { Icon, type IconName } from '../marks/icon.js';
import { buttonClass, type ButtonKind, type ButtonSize } from './button.js';
import buttonClasses from './button.module.css';
import classes from './link.module.css';

/** Hands every link of the library to the application's router: `navigate(href)` is called for a plain click. */
export const LinkRouter = RouterProvider;

type Passed = Omit<AriaLinkProps, 'children' | 'className' | 'style'>;

/** What a {@link TextLink} takes. */
export interface TextLinkProps extends Passed {
  children: ReactNode;
  /** `accent` in running text; `ink` for names of things in tables and lists, underlined on hover only. */
  tone?: 'accent' | 'ink';
  className?: string;
}

/** A link in text. */
export function TextLink({ children, tone = 'accent', className, ...rest }: TextLinkProps) {
  return (
    <AriaLink {...rest} className={classNames(classes[tone], className)}>
      {children}
    </AriaLink>
  );
}

/** What a {@link ButtonLink} takes. */
export interface ButtonLinkProps extends Passed {
  children: ReactNode;
  kind?: ButtonKind;
  size?: ButtonSize;
  icon?: IconName;
}

/** A link that looks like a button: for acts that begin on another screen. */
export function ButtonLink({ children, kind, size, icon, ...rest }: ButtonLinkProps) {
  return (
    <AriaLink {...rest} className={buttonClass(kind, size)}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </AriaLink>
  );
}

/** What an {@link IconLink} takes. `label` is its whole name. */
export interface IconLinkProps extends Passed {
  label: string;
  icon: IconName;
  /** A small count on its corner; say it in `label` too. */
  badge?: number | undefined;
}

/** A link shown as a drawing only, for the top bar; its name is spoken and shown on hover. */
export function IconLink({ label, icon, badge, ...rest }: IconLinkProps) {
  return (
    <span className={buttonClasses.badged} title={label}>
      <AriaLink
        {...rest}
        aria-label={label}
        className={buttonClass('quiet', 'default', buttonClasses.square)}
      >
        <Icon name={icon} />
      </AriaLink>
      {badge !== undefined && badge > 0 && (
        <span className={buttonClasses.badge} aria-hidden="true">
          {badge > 99 ? '99+' : badge}
        </span>
      )}
    </span>
  );
}
