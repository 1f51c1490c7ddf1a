/**
 * A `ref` for the field that a window begins with. The page stays where it is: a small window is placed only after it
 * has come, and closes when what is below it scrolls.
 */
export function takeFocus(field: HTMLElement | null): void {
  field?.focus({ preventScroll: true });
}
