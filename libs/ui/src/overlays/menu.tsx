import { Fragment, type ReactElement, type ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuTrigger,
  Popover,
  Separator,
  Tooltip as AriaTooltip,
  TooltipTrigger,
} from 'react-aria-components';
import { classNames } from '../class-names.js';
import { Icon, type IconName } from '../marks/icon.js';
import classes from './menu.module.css';

/** One act of a menu. */
export interface MenuItem {
  id: string;
  label: string;
  /** A second line: why it cannot be done now, what it will touch. */
  description?: ReactNode;
  icon?: IconName;
  shortcut?: string;
  tone?: 'default' | 'danger';
  /** Goes there instead of calling `onAction`. */
  href?: string;
  onAction?: () => void;
  isDisabled?: boolean;
}

/** What a {@link Menu} takes. */
export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  label: string;
  /** Groups of acts, divided by a hairline. */
  groups: readonly (readonly MenuItem[])[];
  placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end';
}

/** A menu of acts. */
export function Menu({ trigger, label, groups, placement = 'bottom start' }: MenuProps) {
  const filled = groups.filter((group) => group.length > 0);
  return (
    <MenuTrigger>
      {trigger}
      <Popover placement={placement} offset={4} className={classes.popover ?? ''}>
        <AriaMenu aria-label={label} className={classes.menu ?? ''}>
          {filled.map((group, index) => (
            <Fragment key={group.map((item) => item.id).join()}>
              {index > 0 && <Separator className={classes.line ?? ''} />}
              {group.map((item) => (
                <AriaMenuItem
                  key={item.id}
                  id={item.id}
                  textValue={item.label}
                  isDisabled={item.isDisabled ?? false}
                  {...(item.href === undefined ? {} : { href: item.href })}
                  {...(item.onAction === undefined ? {} : { onAction: item.onAction })}
                  className={classNames(classes.item, item.tone === 'danger' && classes.danger)}
                >
                  {item.icon && <Icon name={item.icon} />}
                  <span className={classes.words}>
                    <span>{item.label}</span>
                    {item.description !== undefined && (
                      <span className={classes.description}>{item.description}</span>
                    )}
                  </span>
                  {item.shortcut !== undefined && <kbd className={classes.shortcut}>{item.shortcut}</kbd>}
                </AriaMenuItem>
              ))}
            </Fragment>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

/** A word on hover and focus that names or explains; never the only place of a fact. */
export function Tooltip({ children, text }: { children: ReactElement; text: ReactNode }) {
  return (
    <TooltipTrigger delay={500} closeDelay={100}>
      {children}
      <AriaTooltip offset={6} className={classes.tooltip ?? ''}>
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
