import { Button, type ButtonProps } from 'react-aria-components';
import { Icon } from '../marks/icon.js';
import { Plate, type PlateProps } from '../marks/plate.js';
import classes from './top-bar.module.css';

/** The button that opens search and commands: words, and the keys that do the same. */
export function FindButton({
  label,
  words,
  keys,
  onPress,
}: {
  label: string;
  words: string;
  keys: string;
  onPress: () => void;
}) {
  return (
    <Button className={classes.find ?? ''} aria-label={label} onPress={onPress}>
      <Icon name="search" />
      <span>{words}</span>
      <kbd>{keys}</kbd>
    </Button>
  );
}

/** What a {@link PersonButton} takes. */
export interface PersonButtonProps extends Omit<ButtonProps, 'children' | 'className' | 'style'> {
  /** Spoken: "Coordinator, Finland: your account". */
  label: string;
  name: string;
  plate?: PlateProps | undefined;
}

/** Who is signed in; the trigger of a menu. */
export function PersonButton({ label, name, plate, ...rest }: PersonButtonProps) {
  return (
    <Button {...rest} className={classes.person ?? ''} aria-label={label}>
      {plate ? <Plate {...plate} /> : <Icon name="person" />}
      <span>{name}</span>
      <Icon name="down" />
    </Button>
  );
}
