import type { ReactNode, Ref } from 'react';
import { Group, Separator, Toolbar as AriaToolbar, ToggleButton } from 'react-aria-components';
import { Icon, type IconName } from '../marks/icon.js';
import classes from './toolbar.module.css';

/** What a {@link Toolbar} takes. */
export interface ToolbarProps {
  label: string;
  children: ReactNode;
  ref?: Ref<HTMLDivElement>;
}

/** Tools in a line: one tab stop, arrow keys move among them. */
export function Toolbar({ label, children, ref }: ToolbarProps) {
  return (
    <AriaToolbar {...(ref === undefined ? {} : { ref })} aria-label={label} className={classes.toolbar ?? ''}>
      {children}
    </AriaToolbar>
  );
}

/** Tools that belong together. */
export function ToolGroup({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <Group aria-label={label} className={classes.group ?? ''}>
      {children}
    </Group>
  );
}

/** A thin line between groups of tools. */
export function ToolDivider() {
  return <Separator orientation="vertical" className={classes.divider ?? ''} />;
}

/** What a {@link ToolToggle} takes. */
export interface ToolToggleProps {
  /** Its whole name with its keys: "Bold, Ctrl+B". */
  label: string;
  /** The drawing, or the letter that the tool is known by. */
  icon?: IconName;
  letter?: ReactNode;
  isOn: boolean;
  isDisabled?: boolean;
  onPress: () => void;
}

/** A tool that is on or off where the caret is. */
export function ToolToggle({ label, icon, letter, isOn, isDisabled = false, onPress }: ToolToggleProps) {
  return (
    <span title={label}>
      <ToggleButton
        aria-label={label}
        isSelected={isOn}
        isDisabled={isDisabled}
        onChange={onPress}
        className={classes.toggle ?? ''}
      >
        {icon ? <Icon name={icon} /> : <span aria-hidden="true">{letter}</span>}
      </ToggleButton>
    </span>
  );
}
