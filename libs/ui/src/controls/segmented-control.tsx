import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Icon, type IconName } from '../marks/icon.js';
import classes from './segmented-control.module.css';

/** One of the parts of a {@link SegmentedControl}. */
export interface Segment<Id extends string> {
  id: Id;
  label: ReactNode;
  icon?: IconName;
  isDisabled?: boolean;
}

/** What a {@link SegmentedControl} takes. */
export interface SegmentedControlProps<Id extends string> {
  /** What is being chosen, spoken: "Show sections". */
  label: string;
  segments: readonly Segment<Id>[];
  value: Id;
  onChange: (value: Id) => void;
  /** Fills its column. */
  isWide?: boolean;
}

/** One of two to four views of the same thing: All, Not ready, Mine. */
export function SegmentedControl<Id extends string>({
  label,
  segments,
  value,
  onChange,
  isWide,
}: SegmentedControlProps<Id>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = segments.find((segment) => keys.has(segment.id));
        if (chosen) onChange(chosen.id);
      }}
      className={`${classes.segments} ${isWide ? classes.wide : ''}`}
    >
      {segments.map((segment) => (
        <ToggleButton
          key={segment.id}
          id={segment.id}
          isDisabled={segment.isDisabled ?? false}
          className={classes.segment ?? ''}
        >
          {segment.icon && <Icon name={segment.icon} />}
          {segment.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
