/** Joins the names that are there; `undefined`, `false` and the empty string are left out. */
export function classNames(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
