import { defineFeature } from '../../platform/feature.js';

/** Comments have no screen of their own: they stand beside the text. */
export const feature = defineFeature({
  name: 'comment',
  messages: { en: () => import('./messages.en.js') },
  screens: [],
});
