import { defineFeature } from '../../platform/feature.js';
import { SectionSearch } from './section.search.js';

/** The sections of a proposal: the outline and the text of each. */
export const feature = defineFeature({
  name: 'section',
  messages: { en: () => import('./messages.en.js') },
  screens: [
    {
      path: '/proposals/$proposalId/sections',
      title: 'sections.title',
      load: () => import('./sections-screen.js').then(({ SectionsScreen }) => SectionsScreen),
    },
    {
      path: '/proposals/$proposalId/find',
      title: 'find_all.title',
      load: () => import('./find-screen.js').then(({ FindScreen }) => FindScreen),
    },
    {
      path: '/proposals/$proposalId/sections/$sectionId',
      title: 'section.title',
      frame: 'slim',
      search: SectionSearch,
      load: () => import('../../editor/load-editor.js').then(({ loadEditor }) => loadEditor()),
    },
  ],
});
