import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const imageRefusals = {
  'image.too_large': {
    status: 413,
    message: 'This picture weighs more than 10 MB. Your text is safe. Save it smaller and insert it again.',
  },
  'image.too_many_pixels': {
    status: 413,
    message:
      'This picture has more than 24 million pixels, more than any page shows. Your text is safe. Make it smaller, 6000 by 4000 at most, and insert it again.',
  },
  'image.svg': {
    status: 415,
    message:
      'This is an SVG drawing, which can carry programs, so it is not taken. Your text is safe. Export it as PNG, about 2000 pixels wide, and insert that.',
  },
  'image.animated': {
    status: 415,
    message:
      'This picture moves, which a proposal on paper cannot show. Your text is safe. Save the one frame you need as PNG and insert that.',
  },
  'image.kind': {
    status: 415,
    message:
      'Pictures of this kind are not taken, whatever the name of the file says. Your text is safe. Save it as PNG or JPEG and insert that.',
  },
  'image.unknown': {
    status: 415,
    message:
      'This is not a picture, whatever the name of the file says. Your text is safe. Choose a PNG, JPEG, WebP or GIF.',
  },
  'image.damaged': {
    status: 422,
    message:
      'This picture is damaged or not complete, so it cannot be read. Your text is safe. Save it anew from where you have it and insert that.',
  },
  'image.too_heavy': {
    status: 422,
    message:
      'Reading this picture takes more time or memory than a picture needs, so it was given up. Your text is safe. Save it anew as PNG or JPEG and insert that.',
  },
  'image.busy': {
    status: 503,
    message: 'Many pictures are being read just now. Nothing was lost. Try again in a few seconds.',
  },
  'image.rate': {
    status: 429,
    message: 'That is many pictures in a minute. Those that are in stay. Wait a little and insert the next.',
  },
  'image.full': {
    status: 409,
    message:
      'The pictures of this proposal have reached 200 MB. Those that are in stay. Use smaller pictures, or ask your administrator.',
  },
} as const satisfies Record<string, RefusalText>;
