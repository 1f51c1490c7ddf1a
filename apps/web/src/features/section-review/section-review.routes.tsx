import { defineFeature } from '../../platform/feature.js';
import { ReviewSearch } from './section-review.search.js';

/** Rounds of review: what a state is asked for, its verdict, and the answer to it. */
export const feature = defineFeature({
  name: 'section-review',
  messages: { en: () => import('./messages.en.js') },
  screens: [
    {
      path: '/proposals/$proposalId/review',
      title: 'review.title',
      search: ReviewSearch,
      load: async () => (await import('./review-screen.js')).ReviewScreen,
    },
  ],
});
