import { SegmentedControl, type Mode } from '@concordat/ui';
import { useSectionText } from '../features/section/text.js';
import { editorModes } from './modes.js';

/** What a {@link ModeSwitch} takes. */
export interface ModeSwitchProps {
  readonly mode: Mode;
  readonly open: readonly Mode[];
  readonly isNarrow: boolean;
  readonly onChange: (mode: Mode) => void;
}

/** What typing does: changes the text, proposes, or nothing. Modes that are not open are seen and cannot be chosen. */
export function ModeSwitch({ mode, open, isNarrow, onChange }: ModeSwitchProps) {
  const text = useSectionText();
  // A phone shows what can be chosen there and no more.
  const shown = isNarrow ? editorModes.filter((each) => open.includes(each)) : editorModes;
  return (
    <SegmentedControl
      label={text('mode.label')}
      segments={shown.map((each) => ({
        id: each,
        label: text(`mode.${each}.name`),
        isDisabled: !open.includes(each),
      }))}
      value={mode}
      onChange={onChange}
      isWide={isNarrow}
    />
  );
}
