import type { EditorView } from '@tiptap/pm/view';

/** So much stays free between the line one writes at and what covers the page. */
const breath = 16;

/**
 * Brings the selection into sight between the bars above and the sheet below, which lie over the page on a phone.
 * Elsewhere the text scrolls in a frame of its own, and the editor's own way is right.
 */
export function showAboveSheet(view: EditorView): boolean {
  const sheet = document.querySelector('[data-sheet]');
  if (sheet === null) return false;
  const { top, bottom } = view.coordsAtPos(view.state.selection.head);
  const floor = sheet.getBoundingClientRect().top - breath;
  const roof = (document.querySelector('header')?.getBoundingClientRect().bottom ?? 0) + breath;
  if (bottom > floor) window.scrollBy(0, bottom - floor);
  else if (top < roof) window.scrollBy(0, top - roof);
  return true;
}
