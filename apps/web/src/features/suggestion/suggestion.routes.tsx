import { defineFeature } from '../../platform/feature.js';

/** Suggestions have no screen of their own: they stand in the text and beside it. */
export const feature = defineFeature({
  name: 'suggestion',
  messages: { en: () => import('./messages.en.js') },
  screens: [],
});
