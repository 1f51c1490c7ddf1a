import type { Locator } from 'playwright-core';

/** What another program brings, by a drop or by the clipboard. */
export interface Given {
  readonly kind: 'drop' | 'paste';
  readonly html?: string;
  readonly plain?: string;
  readonly file?: { readonly name: string; readonly type: string; readonly content: string };
}

/** Drops or pastes onto a text what another program would bring. Answers how long the page was busy with it, in ms. */
export const give = (text: Locator, given: Given): Promise<number> =>
  text.evaluate((element, { kind, html, plain, file }) => {
    const data = new DataTransfer();
    if (html !== undefined) data.setData('text/html', html);
    if (plain !== undefined) data.setData('text/plain', plain);
    if (file) {
      const bytes = Uint8Array.from(atob(file.content), (sign) => sign.charCodeAt(0));
      data.items.add(new File([bytes], file.name, { type: file.type }));
    }
    const { left, bottom } = (element.lastElementChild ?? element).getBoundingClientRect();
    const common = { bubbles: true, cancelable: true };
    const start = performance.now();
    element.dispatchEvent(
      kind === 'paste'
        ? new ClipboardEvent('paste', { ...common, clipboardData: data })
        : new DragEvent('drop', { ...common, dataTransfer: data, clientX: left + 4, clientY: bottom - 4 }),
    );
    return performance.now() - start;
  }, given);
