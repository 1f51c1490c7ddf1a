import type { ReactNode } from 'react';
import { classNames } from '../class-names.js';
import classes from './plate.module.css';

/** The eight colours that authors of a proposal are given and keep. */
export type AuthorColour = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Where the Union writes a state differently from ISO 3166. */
const asTheUnionWrites: Readonly<Record<string, string>> = { GR: 'EL', GB: 'UK' };

/** What a {@link Plate} takes. */
export interface PlateProps {
  /** The state's ISO 3166 code; it is shown as the Union writes it, `EL` for Greece. */
  code: string;
  /** The state's name in the reader's language. */
  name: string;
  /** `lead`: coordinator, filled. `off`: observer or left, dashed. */
  kind?: 'lead' | 'member' | 'off';
  author?: AuthorColour | undefined;
  size?: 'default' | 'big';
}

/** A participating state: the oval with its code. Ovals mean states and nothing else. */
export function Plate({ code, name, kind = 'member', author, size = 'default' }: PlateProps) {
  return (
    <abbr
      className={classNames(
        classes.plate,
        kind !== 'member' && classes[kind],
        author && classes[`author${author}`],
        size === 'big' && classes.big,
      )}
      title={name}
    >
      {asTheUnionWrites[code] ?? code}
    </abbr>
  );
}

/** Several plates in a line that may wrap. */
export function Plates({ children }: { children: ReactNode }) {
  return <span className={classes.plates}>{children}</span>;
}

/** A plate with the name of its state or person beside it. */
export function Who({ plate, children }: { plate: PlateProps; children: ReactNode }) {
  return (
    <span className={classes.who}>
      <Plate {...plate} />
      <span>{children}</span>
    </span>
  );
}
