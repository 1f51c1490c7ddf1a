import { defineFeature } from '../../platform/feature.js';
import { OverviewSearch, PortfolioSearch } from './proposal.search.js';

export const feature = defineFeature({
  name: 'proposal',
  messages: { en: () => import('./messages.en.js') },
  screens: [
    {
      path: '/',
      title: 'portfolio.title',
      search: PortfolioSearch,
      load: async () => (await import('./portfolio-screen.js')).PortfolioScreen,
    },
    {
      path: '/proposals/new',
      title: 'founding.title',
      load: async () => (await import('./new-proposal-screen.js')).NewProposalScreen,
    },
    {
      path: '/proposals/$proposalId',
      title: 'overview.title',
      search: OverviewSearch,
      load: async () => (await import('./overview-screen.js')).OverviewScreen,
    },
    {
      path: '/proposals/$proposalId/consortium',
      title: 'consortium.title',
      load: async () => (await import('./consortium-screen.js')).ConsortiumScreen,
    },
    {
      path: '/admin/proposals',
      title: 'progress.title',
      load: async () => (await import('./progress-screen.js')).ProgressScreen,
    },
  ],
});
