/**
 * Where styles stand while markup is read. A page's content security policy looks at `style` attributes even in a
 * document that is never shown, and complains of each.
 */
export const styleName = 'data-style';

/**
 * Gives the styles of all elements of a markup the name under which they are read. Style sheets become another element
 * whose words are no markup either, and what a page would do or lead to is named as what it is here: nothing.
 */
export const withQuietStyles = (markup: string): string =>
  markup
    .replace(/(<\/?)style(?=[\s/>])/gi, '$1noframes')
    .replace(/<base(?=[\s/>])/gi, '<link')
    .replace(/<[a-z][^<>]*>/gi, (tag) =>
      tag.replace(/\sstyle(?=\s*=)/gi, ` ${styleName}`).replace(handlers, '$1data-on'),
    );

/** What a page would do when something happens to it: it would not, but the browser complains of these as well. */
const handlers =
  /([\s/"'])on(?=(?:load|error|begin|click|dblclick|focus|focusin|blur|toggle|submit|change|input|scroll|wheel|(?:mouse|key|pointer|touch|animation|transition|drag)[a-z]+)\s*=)/gi;

/** The declarations of an element's style, names in small letters. Read as text: Word's own are unknown to browsers. */
export function declarationsOf(element: Element): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of (element.getAttribute(styleName) ?? '').slice(0, 4000).split(';')) {
    const colon = part.indexOf(':');
    if (colon > 0) found.set(part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).trim());
  }
  return found;
}

const plainColours =
  /^(?:black|windowtext|auto|inherit|initial|currentcolor|transparent|none|white|#000(?:000)?|#fff(?:fff)?|rgba?\(0, ?0, ?0(?:, ?\d\.?\d*)?\)|rgb\(255, ?255, ?255\))$/i;

/** Whether a colour would be seen beside ordinary text. */
export const isColour = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && !plainColours.test(value);

/** Bold and italic as styles say it; null where they say nothing. */
export function emphasisOf(styles: ReadonlyMap<string, string>): {
  readonly bold: boolean | null;
  readonly italic: boolean | null;
} {
  const weight = styles.get('font-weight');
  const slope = styles.get('font-style');
  return {
    bold: weight === undefined ? null : /^(?:bold|bolder|[6-9]\d\d)/.test(weight),
    italic: slope === undefined ? null : /^(?:italic|oblique)/.test(slope),
  };
}
