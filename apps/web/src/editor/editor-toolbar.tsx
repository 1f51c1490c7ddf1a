import { IconButton, Select, Toolbar, ToolDivider, ToolGroup, ToolToggle } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import type { KeyboardEvent } from 'react';
import { useSectionText } from '../features/section/text.js';
import { isAtTable, lacksCaption } from './content/table-commands.js';
import { PictureButton } from './figures/picture-button.js';
import { InsertMenu } from './insert-menu.js';
import { commandKey, keysOf } from './shortcuts.js';
import { TableMenu, type TableState } from './table-menu.js';

const levels = [1, 2, 3, 4] as const;

/** What an {@link EditorToolbar} takes. */
export interface EditorToolbarProps {
  readonly editor: Editor;
  /** What cannot be suggested is not offered then, and says why. */
  readonly isSuggesting: boolean;
  readonly onLink: () => void;
  readonly onShortcuts: () => void;
}

/** The tools above the text. Escape leads back to it. */
export function EditorToolbar({ editor, isSuggesting, onLink, onShortcuts }: EditorToolbarProps) {
  const text = useSectionText();
  const on = useEditorState({ editor, selector: ({ editor: now }) => stateOf(now) });
  const named = (key: Parameters<typeof text>[0], keys: string) =>
    text('tools.named', { name: text(key), keys: keysOf(keys) });
  const listed = (key: Parameters<typeof text>[0], keys: string) =>
    isSuggesting ? `${named(key, keys)}. ${text('untracked.list')}` : named(key, keys);
  const run = () => editor.chain().focus();
  const setStyle = (style: string | null) => {
    const level = levels.find((each) => style === `${each}`);
    if (level === undefined) run().setParagraph().run();
    else run().setHeading({ level }).run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) editor.commands.focus();
  };
  return (
    <div onKeyDown={onKeyDown}>
      <Toolbar label={text('tools.label')}>
        <Select
          label={text('tools.style')}
          isLabelHidden
          size="dense"
          value={on.style}
          onChange={setStyle}
          options={[
            { id: 'paragraph', label: text('tools.paragraph') },
            ...levels.map((level) => ({ id: `${level}`, label: text('tools.heading', { level }) })),
          ]}
        />
        <ToolGroup>
          <ToolToggle
            label={named('tools.bold', `${commandKey}+B`)}
            letter="B"
            isOn={on.bold}
            onPress={() => run().toggleBold().run()}
          />
          <ToolToggle
            label={named('tools.italic', `${commandKey}+I`)}
            letter={<em>I</em>}
            isOn={on.italic}
            onPress={() => run().toggleItalic().run()}
          />
        </ToolGroup>
        <ToolDivider />
        <ToolGroup>
          <ToolToggle
            label={listed('tools.bullets', `${commandKey}+Shift+8`)}
            isDisabled={isSuggesting}
            icon="list"
            isOn={on.bullets}
            onPress={() => run().toggleBulletList().run()}
          />
          <ToolToggle
            label={listed('tools.numbers', `${commandKey}+Shift+7`)}
            isDisabled={isSuggesting}
            icon="numberedList"
            isOn={on.numbers}
            onPress={() => run().toggleOrderedList().run()}
          />
          <ToolToggle
            label={
              isSuggesting
                ? `${text('tools.quote')}. ${text('untracked.structure')}`
                : named('tools.quote', `${commandKey}+Shift+B`)
            }
            isDisabled={isSuggesting}
            letter="”"
            isOn={on.quote}
            onPress={() => run().toggleBlockquote().run()}
          />
        </ToolGroup>
        <ToolDivider />
        <ToolGroup>
          <ToolToggle
            label={named('tools.link', `${commandKey}+K`)}
            icon="link"
            isOn={on.link}
            onPress={onLink}
          />
          <TableMenu editor={editor} table={on.table} />
          <InsertMenu editor={editor} />
          <PictureButton editor={editor} />
        </ToolGroup>
        <ToolDivider />
        <ToolGroup>
          <IconButton
            size="dense"
            icon="undo"
            label={named('tools.undo', `${commandKey}+Z`)}
            isDisabled={!on.canUndo}
            onPress={() => run().undo().run()}
          />
          <IconButton
            size="dense"
            icon="redo"
            label={named('tools.redo', `${commandKey}+Y`)}
            isDisabled={!on.canRedo}
            onPress={() => run().redo().run()}
          />
        </ToolGroup>
        <ToolDivider />
        <IconButton
          size="dense"
          icon="help"
          label={named('tools.shortcuts', `${commandKey}+/`)}
          onPress={onShortcuts}
        />
      </Toolbar>
    </div>
  );
}

function stateOf(editor: Editor) {
  const level = levels.find((each) => editor.isActive('heading', { level: each }));
  return {
    style: level === undefined ? 'paragraph' : `${level}`,
    bold: editor.isActive('bold'),
    italic: editor.isActive('italic'),
    bullets: editor.isActive('bulletList'),
    numbers: editor.isActive('orderedList'),
    quote: editor.isActive('blockquote'),
    link: editor.isActive('link'),
    table: tableAt(editor),
    canUndo: editor.can().undo(),
    canRedo: editor.can().redo(),
  };
}

function tableAt(editor: Editor): TableState | null {
  if (!isAtTable(editor.state)) return null;
  const isInCell = editor.isActive('table');
  return {
    isInCell,
    hasCaption: !lacksCaption(editor.state),
    canMerge: isInCell && editor.can().mergeCells(),
    canSplit: isInCell && editor.can().splitCell(),
  };
}
