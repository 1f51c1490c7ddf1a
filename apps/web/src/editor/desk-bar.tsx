import type { Mode } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import classes from './desk.module.css';
import { EditorToolbar } from './editor-toolbar.js';
import { FindBar } from './find/find-bar.js';
import type { Find } from './find/use-find.js';
import { ModeSwitch } from './mode-switch.js';
import { FollowStrip } from './presence/follow-strip.js';
import type { Follow } from './presence/use-follow.js';

/** What a {@link DeskBar} takes. */
export interface DeskBarProps {
  readonly editor: Editor;
  readonly mode: Mode;
  readonly open: readonly Mode[];
  readonly onMode: (mode: Mode) => void;
  readonly find: Find;
  readonly follow: Follow;
  readonly canType: boolean;
  readonly isNarrow: boolean;
  readonly onLink: () => void;
  readonly onShortcuts: () => void;
}

/** Above the text: the tools, the modes, finding, and whom one follows. */
export function DeskBar(props: DeskBarProps) {
  const { editor, mode, open, onMode, find, follow, canType, isNarrow, onLink, onShortcuts } = props;
  const hasTools = canType && !isNarrow;
  const findMode = canType ? (mode === 'suggesting' ? 'suggest' : 'edit') : 'read';
  return (
    <div>
      {(hasTools || open.length > 1) && (
        <div className={classes.bar} data-chrome="">
          {hasTools && (
            <EditorToolbar
              editor={editor}
              isSuggesting={mode === 'suggesting'}
              onLink={onLink}
              onShortcuts={onShortcuts}
            />
          )}
          {open.length > 1 && (
            <div className={classes.modes}>
              <ModeSwitch mode={mode} open={open} isNarrow={isNarrow} onChange={onMode} />
            </div>
          )}
        </div>
      )}
      {find.ask && (
        <FindBar
          key={editor.instanceId}
          editor={editor}
          ask={find.ask}
          mode={findMode}
          onClose={find.close}
        />
      )}
      <FollowStrip follow={follow} />
    </div>
  );
}
