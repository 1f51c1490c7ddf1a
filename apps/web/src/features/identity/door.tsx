import { themes } from '@concordat/domain';
import { Icon, IconButton, Menu, TextLink } from '@concordat/ui';
import type { ReactNode } from 'react';
import { addresses } from '../../platform/addresses.js';
import { useWords } from '../../platform/i18n.js';
import { useTheme } from '../../platform/theme.js';
import classes from './door.module.css';
import { useIdentityText } from './text.js';

/** What a {@link Door} takes. */
export interface DoorProps {
  readonly heading: string;
  readonly lede: string;
  readonly children: ReactNode;
  /** What stands beside it on a wide screen and below on a phone. */
  readonly aside?: ReactNode;
}

/** The screens in front of the application: a sentence, one thing to do, and room beside it. */
export function Door({ heading, lede, children, aside }: DoorProps) {
  const say = useIdentityText();
  return (
    <div className={aside === undefined ? classes.alone : classes.door}>
      <section className={classes.front}>
        <p className={classes.brand}>
          <Icon name="wordmark" />
          <span>{say('door.brand')}</span>
        </p>
        <h1 className={classes.heading}>{heading}</h1>
        <p className={classes.lede}>{lede}</p>
        {children}
        <Foot />
      </section>
      {aside !== undefined && <div className={classes.side}>{aside}</div>}
    </div>
  );
}

function Foot() {
  const say = useIdentityText();
  const words = useWords();
  const [theme, choose] = useTheme();
  return (
    <p className={classes.foot}>
      <span>{say('door.foot', { host: window.location.host })}</span>
      <TextLink href={addresses.accessibility()}>{say('door.accessibility')}</TextLink>
      <Menu
        label={say('door.theme_menu')}
        placement="top start"
        trigger={
          <IconButton
            icon="theme"
            size="dense"
            label={say('door.theme', { theme: words(`theme.${theme}`) })}
          />
        }
        groups={[
          themes.map((each) => ({
            id: each,
            label: words(`theme.${each}`),
            ...(each === theme ? { icon: 'check' as const } : {}),
            onAction: () => choose(each),
          })),
        ]}
      />
    </p>
  );
}
