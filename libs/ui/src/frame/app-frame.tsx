import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { classNames } from '../class-names.js';
import { Icon, type IconName } from '../marks/icon.js';
import classes from './app-frame.module.css';

/** An entry of the rail or the dock; it exists only when its screen does. */
export interface NavItem {
  id: string;
  label: string;
  /** For the dock on a phone, where there is room for one short word. */
  shortLabel?: string;
  icon: IconName;
  href: string;
  count?: number | undefined;
  isCurrent?: boolean;
}

/** Entries below a heading: the acronym of the proposal, "Installation". */
export interface NavGroup {
  id: string;
  title?: ReactNode;
  items: readonly NavItem[];
}

/** What an {@link AppFrame} takes. */
export interface AppFrameProps {
  /** The product's name and where it leads. */
  brand: { name: string; href: string; label: string };
  /** What is open: the acronym and the call. */
  where?: { acronym: string; text?: ReactNode; href?: string } | undefined;
  /** The {@link DeadlineChip}. */
  chip?: ReactNode;
  /** Search, notifications, theme, the person's menu. */
  tools?: ReactNode;
  groups: readonly NavGroup[];
  /** At the foot of the rail: help. */
  foot?: readonly NavItem[];
  /** At most five, for the phone. */
  dock: readonly NavItem[];
  /** The narrow rail with drawings alone, for the editor. */
  isSlim?: boolean;
  /** `sheet` fills the window without margins, for the editor. */
  mainLayout?: 'page' | 'sheet';
  labels: { skip: string; nav: string; dock: string };
  /** A line above the screen: "This is the practice installation". */
  notice?: ReactNode;
  children: ReactNode;
}

/** The frame of every screen: top bar, rail, main, and the dock on a phone. */
export function AppFrame(props: AppFrameProps) {
  const {
    brand,
    where,
    chip,
    tools,
    groups,
    foot = [],
    dock,
    isSlim,
    mainLayout = 'page',
    labels,
    notice,
    children,
  } = props;
  return (
    <>
      <a className={classes.skip} href="#main" data-chrome="">
        {labels.skip}
      </a>
      <div className={classNames(classes.app, isSlim && classes.slim)}>
        <header className={classes.top} data-chrome="">
          <Link className={classes.wordmark ?? ''} href={brand.href} aria-label={brand.label}>
            <Icon name="wordmark" />
            <span>{brand.name}</span>
          </Link>
          <div className={classes.where}>
            {where && (
              <>
                {where.href === undefined ? (
                  <b>{where.acronym}</b>
                ) : (
                  <Link href={where.href}>
                    <b>{where.acronym}</b>
                  </Link>
                )}
                {where.text !== undefined && <span>{where.text}</span>}
              </>
            )}
          </div>
          {chip !== undefined && <div className={classes.chip}>{chip}</div>}
          <div className={classes.tools}>{tools}</div>
        </header>
        <nav className={classes.rail} aria-label={labels.nav} data-chrome="">
          <div className={classes.railIn}>
            {groups.map((group) => (
              <div key={group.id}>
                {group.title !== undefined && <p className={classes.groupTitle}>{group.title}</p>}
                <RailList items={group.items} />
              </div>
            ))}
            {foot.length > 0 && (
              <div className={classes.foot}>
                <RailList items={foot} />
              </div>
            )}
          </div>
        </nav>
        <main id="main" tabIndex={-1} className={classNames(classes.main, classes[mainLayout])}>
          {notice}
          {children}
        </main>
      </div>
      <nav className={classes.dock} aria-label={labels.dock} data-chrome="">
        {dock.map((item) => (
          <Link key={item.id} href={item.href} {...currency(item)}>
            <Icon name={item.icon} />
            {item.shortLabel ?? item.label}
          </Link>
        ))}
      </nav>
    </>
  );
}

function currency(item: NavItem) {
  return item.isCurrent ? { 'aria-current': 'page' as const } : {};
}

function RailList({ items }: { items: readonly NavItem[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item.id} title={item.label}>
          <Link className={classes.entry ?? ''} href={item.href} {...currency(item)}>
            <Icon name={item.icon} />
            <span>{item.label}</span>
            {item.count !== undefined && item.count > 0 && (
              <span className={classes.count}>{item.count}</span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
