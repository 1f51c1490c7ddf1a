import { defineFeature } from '../../platform/feature.js';
import { RecordSearch } from './audit.search.js';

/** What was done, by whom and when: in a proposal for its consortium, outside any for administrators. */
export const feature = defineFeature({
  name: 'audit',
  messages: { en: () => import('./messages.en.js') },
  screens: [
    {
      path: '/proposals/$proposalId/history',
      title: 'history.title',
      search: RecordSearch,
      load: async () => (await import('./history-screen.js')).HistoryScreen,
    },
    {
      path: '/admin/history',
      title: 'installation.title',
      search: RecordSearch,
      load: async () => (await import('./history-screen.js')).InstallationHistoryScreen,
    },
  ],
});
