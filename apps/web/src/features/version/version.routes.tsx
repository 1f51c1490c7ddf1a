import { defineFeature } from '../../platform/feature.js';

/** Versions have no screen of their own: they stand beside the text, and their differences in its place. */
export const feature = defineFeature({
  name: 'version',
  messages: { en: () => import('./messages.en.js') },
  screens: [],
});
