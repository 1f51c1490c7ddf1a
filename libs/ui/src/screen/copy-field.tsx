import { useEffect, useState, type ReactNode } from 'react';
import { Button } from '../controls/button.js';
import classes from './copy-field.module.css';

/** What a {@link CopyField} takes. */
export interface CopyFieldProps {
  label: ReactNode;
  /** What is copied. */
  value: string;
  copyLabel: string;
  /** Said and shown once it is on the clipboard. */
  copiedLabel: string;
  /** Said when the browser refuses; the value stays selectable. */
  failedLabel: string;
  /** `code` for links and marks, `prose` for sentences to be pasted elsewhere. */
  voice?: 'code' | 'prose';
}

/** Something to take elsewhere: shown whole, copied with one press, and confirmed in words. */
export function CopyField({
  label,
  value,
  copyLabel,
  copiedLabel,
  failedLabel,
  voice = 'code',
}: CopyFieldProps) {
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none');
  useEffect(() => setOutcome('none'), [value]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setOutcome('copied');
    } catch {
      // A browser may refuse the clipboard (no permission, no secure context); the reader is told and can select the text.
      setOutcome('failed');
    }
  };
  return (
    <div className={classes.copy}>
      <div className={classes.words}>
        <span className={classes.label}>{label}</span>
        <output className={classes[voice]}>{value}</output>
      </div>
      <div className={classes.end}>
        <Button size="dense" icon={outcome === 'copied' ? 'check' : 'copy'} onPress={() => void copy()}>
          {copyLabel}
        </Button>
        <span role="status" className={outcome === 'failed' ? classes.failed : classes.done}>
          {outcome === 'copied' && copiedLabel}
          {outcome === 'failed' && failedLabel}
        </span>
      </div>
    </div>
  );
}
