import { render } from '@testing-library/react';
import { shortcutsOff } from '../platform/shortcuts-off.js';
import { useEditorKeys, type EditorKeys } from './use-editor-keys.js';

const heard: string[] = [];
const hears = (name: keyof EditorKeys) => () => void heard.push(name);
const keys: EditorKeys = {
  onSave: hears('onSave'),
  onShortcuts: hears('onShortcuts'),
  onToolbar: hears('onToolbar'),
  onPanel: hears('onPanel'),
  onEditing: hears('onEditing'),
  onSuggesting: hears('onSuggesting'),
  onViewing: hears('onViewing'),
  onNextMode: hears('onNextMode'),
  onFind: hears('onFind'),
  onReplace: hears('onReplace'),
  onFindAll: hears('onFindAll'),
};
const area = () => document.querySelector<HTMLElement>('main');

function Screen() {
  useEditorKeys(keys, area);
  return (
    <>
      <main>
        <input aria-label="text" />
      </main>
      <input aria-label="elsewhere" />
    </>
  );
}

function press(init: KeyboardEventInit & { altGraph?: boolean }, where = 'text'): boolean {
  const { altGraph = false, ...rest } = init;
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...rest });
  Object.defineProperty(event, 'getModifierState', { value: () => altGraph });
  document.querySelector(`[aria-label="${where}"]`)?.dispatchEvent(event);
  return event.defaultPrevented;
}

describe('the keys of the editor', () => {
  beforeEach(() => {
    heard.length = 0;
    render(<Screen />);
  });
  afterEach(() => shortcutsOff.choose(false));

  it('change the mode', () => {
    const command = { ctrlKey: true, altKey: true, shiftKey: true };
    press({ ...command, key: 'Z', code: 'KeyZ' });
    press({ ...command, key: 'X', code: 'KeyX' });
    press({ ...command, key: 'C', code: 'KeyC' });
    press({ ctrlKey: true, shiftKey: true, key: 'E', code: 'KeyE' });
    expect(heard).toEqual(['onEditing', 'onSuggesting', 'onViewing', 'onNextMode']);
  });

  it('take no letter from a keyboard that writes it with them', () => {
    const polish = { ctrlKey: true, altKey: true, shiftKey: true, altGraph: true };
    expect(press({ ...polish, key: 'Ż', code: 'KeyZ' })).toBe(false);
    expect(heard).toEqual([]);
  });

  it('find in the text, and leave finding elsewhere to the browser', () => {
    expect(press({ ctrlKey: true, key: 'f' })).toBe(true);
    expect(press({ ctrlKey: true, key: 'h' })).toBe(true);
    expect(press({ ctrlKey: true, key: 'f' }, 'elsewhere')).toBe(false);
    expect(heard).toEqual(['onFind', 'onReplace']);
  });

  it('can all be turned off on this device', () => {
    shortcutsOff.choose(true);
    expect(press({ ctrlKey: true, key: 's' })).toBe(false);
    expect(press({ altKey: true, key: 'F10' })).toBe(false);
    expect(heard).toEqual([]);
  });
});
