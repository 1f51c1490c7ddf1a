import { defineFeature } from '../../platform/feature.js';

/** Checks, packages, submitting and its receipt; what was done. */
export const feature = defineFeature({
  name: 'submission',
  messages: { en: () => import('./messages.en.js') },
  screens: [
    {
      path: '/proposals/$proposalId/submission',
      title: 'submission.title',
      load: async () => (await import('./submission-screen.js')).SubmissionScreen,
    },
  ],
});
