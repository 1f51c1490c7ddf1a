import { defineFeature } from '../../platform/feature.js';
import { CommentsSearch } from './comment.search.js';

/** Comments stand beside the text; those of a whole proposal, and what of them waits for somebody, on a screen. */
export const feature = defineFeature({
  name: 'comment',
  messages: { en: () => import('./messages.en.js') },
  screens: [
    {
      path: '/proposals/$proposalId/comments',
      title: 'screen.title',
      search: CommentsSearch,
      load: async () => (await import('./comments-screen.js')).CommentsScreen,
    },
  ],
});
