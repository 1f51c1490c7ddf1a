import type { ReactNode } from 'react';
import { classNames } from '../class-names.js';
import { Icon } from '../marks/icon.js';
import classes from './mode-frame.module.css';

/** What happens to what is typed: it changes the text, becomes a proposal, or is not kept. */
export type Mode = 'editing' | 'suggesting' | 'viewing';

/** What a {@link ModeFrame} takes. */
export interface ModeFrameProps {
  mode: Mode;
  /** "Suggesting: your edits become proposals"; not shown while editing. */
  sentence: string;
  children: ReactNode;
}

/** The frame around the text that says at every moment what typing will do. */
export function ModeFrame({ mode, sentence, children }: ModeFrameProps) {
  return (
    <div className={classNames(classes.frame, classes[mode])}>
      {mode !== 'editing' && (
        <p className={classes.tab} role="status">
          <Icon name={mode === 'suggesting' ? 'pencil' : 'lock'} />
          {sentence}
        </p>
      )}
      {children}
    </div>
  );
}
