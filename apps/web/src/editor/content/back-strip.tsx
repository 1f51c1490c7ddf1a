import { Button } from '@concordat/ui';
import { useEffect } from 'react';
import { useSectionText } from '../../features/section/text.js';
import { shortcutsOff } from '../../platform/shortcuts-off.js';
import { commandKey } from '../shortcuts.js';
import classes from './content.module.css';
import { forgetTrail } from './trail.js';
import type { Following } from './use-following.js';

/** The way back after a reference was followed. It stays in sight until it is taken or closed. */
export function BackStrip({
  following: { last, goBack },
  sectionId,
}: {
  readonly following: Following;
  readonly sectionId: string;
}) {
  const text = useSectionText();
  useEffect(() => {
    // As in word processors; on Apple's keyboards these keys move by words.
    if (last === null || commandKey !== 'Ctrl') return undefined;
    const onKey = (event: KeyboardEvent) => {
      const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
      if (key !== 'ArrowLeft' || !altKey || ctrlKey || metaKey || shiftKey || shortcutsOff.now()) return;
      event.preventDefault();
      goBack();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [last, goBack]);
  if (last === null) return null;
  return (
    <div className={classes.back} role="group" aria-label={text('back.label')}>
      <Button kind="main" size="dense" onPress={goBack}>
        {last.sectionId === sectionId ? text('back.here') : text('back.section', { section: last.section })}
      </Button>
      <Button size="dense" onPress={forgetTrail}>
        {text('back.stay')}
      </Button>
    </div>
  );
}
