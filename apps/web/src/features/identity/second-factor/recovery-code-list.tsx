import { Actions, Button } from '@concordat/ui';
import { useState } from 'react';
import { useIdentityText } from '../text.js';
import classes from './second-factor.module.css';

/** What a {@link RecoveryCodeList} takes. */
export interface RecoveryCodeListProps {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}

/** The recovery codes, this once: to print, to save as a file, to copy. */
export function RecoveryCodeList({ codes, onKept }: RecoveryCodeListProps) {
  const say = useIdentityText();
  const [said, setSaid] = useState('');
  const text = [say('codes.file_head', { host: window.location.host }), '', ...codes, ''].join('\r\n');
  const save = () => {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `concordat-recovery-codes-${window.location.hostname}.txt`;
    link.click();
    URL.revokeObjectURL(address);
    setSaid(say('codes.saved'));
  };
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid(say('made.copied')),
      // A browser may refuse the clipboard; the codes stay to be selected.
      () => setSaid(say('codes.copy_failed')),
    );
  return (
    <div className={classes.setUp} data-print-alone>
      <p className={classes.paper}>{say('codes.file_head', { host: window.location.host })}</p>
      <ol className={classes.codes} aria-label={say('codes.label')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Actions>
        <Button icon="download" onPress={save}>
          {say('codes.save')}
        </Button>
        <Button icon="page" onPress={() => window.print()}>
          {say('codes.print')}
        </Button>
        <Button icon="copy" onPress={() => void copy()}>
          {say('made.copy')}
        </Button>
        <span role="status">{said}</span>
      </Actions>
      <div>
        <Button kind="main" icon="check" onPress={onKept}>
          {say('codes.kept')}
        </Button>
      </div>
    </div>
  );
}
