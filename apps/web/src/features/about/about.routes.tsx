import { defineFeature } from '../../platform/feature.js';

const more = () => import('./more-screen.js').then(({ MoreScreen }) => MoreScreen);

/** What belongs to the product itself: help, the accessibility statement, and the list of all screens for phones. */
export const feature = defineFeature({
  name: 'about',
  messages: { en: () => import('./messages.en.js') },
  screens: [
    {
      path: '/help',
      title: 'help.title',
      access: 'public',
      load: () => import('./help-screen.js').then(({ HelpScreen }) => HelpScreen),
    },
    {
      path: '/accessibility',
      title: 'accessibility.title',
      access: 'public',
      load: () => import('./accessibility-screen.js').then(({ AccessibilityScreen }) => AccessibilityScreen),
    },
    { path: '/more', title: 'more.title', load: more },
    { path: '/proposals/$proposalId/more', title: 'more.title', load: more },
  ],
});
