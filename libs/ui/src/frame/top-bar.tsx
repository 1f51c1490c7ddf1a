import { Button, type ButtonProps } from 'react-aria-components';
import { Icon } from '../marks/icon.js';
import { Plate, type PlateProps } from '../marks/plate.js';
import { VisuallyHidden } from '../screen/visually-hidden.js';
import classes from './top-bar.module.css';

/** The button that opens search and commands: words, and the keys that do the same. */
export function FindButton({ words, keys, onPress }: { words: string; keys: string; onPress: () => void }) {
  return (
    <Button className={classes.find ?? ''} onPress={onPress}>
      <Icon name="search" />
      <span>{words}</span>
      <kbd>{keys}</kbd>
    </Button>
  );
}

/** What a {@link PersonButton} takes. */
export interface PersonButtonProps extends Omit<ButtonProps, 'children' | 'className' | 'style'> {
  name: string;
  /** Spoken after the name: "your account". */
  label: string;
  plate?: PlateProps | undefined;
}

/** Who is signed in; the trigger of a menu. */
export function PersonButton({ label, name, plate, ...rest }: PersonButtonProps) {
  return (
    <Button {...rest} className={classes.person ?? ''}>
      {plate ? <Plate {...plate} /> : <Icon name="person" />}
      <span className={classes.name}>{name}</span>
      <VisuallyHidden>, {label}</VisuallyHidden>
      <Icon name="down" />
    </Button>
  );
}
