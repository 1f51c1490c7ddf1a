/** Whether a picture lies on another site, from which nothing is fetched. */
export const isFar = (picture: Element): boolean =>
  /^(?:https?:)?\/\//i.test((picture.getAttribute('src') ?? '').trim());

/** A drawing's stand-in, or a point that counts readers. */
export const isPoint = (picture: Element): boolean =>
  ['width', 'height'].every((name) => /^[01]$/.test(picture.getAttribute(name) ?? ''));
