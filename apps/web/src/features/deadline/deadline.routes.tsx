import { defineFeature } from '../../platform/feature.js';

/** The planned moments of a proposal. */
export const feature = defineFeature({
  name: 'deadline',
  messages: { en: () => import('./messages.en.js') },
  screens: [
    {
      path: '/proposals/$proposalId/deadlines',
      title: 'title',
      load: async () => (await import('./deadlines-screen.js')).DeadlinesScreen,
    },
  ],
});
