import { defineFeature } from '../../platform/feature.js';
import { ConsoleSearch, MailboxSearch } from './reminder.search.js';

/** Mail delivered inside the product, and the admin's view of every reminder. */
export const feature = defineFeature({
  name: 'reminder',
  messages: { en: () => import('./messages.en.js') },
  screens: [
    {
      path: '/mailbox',
      title: 'mailbox.title',
      search: MailboxSearch,
      load: async () => (await import('./mailbox-screen.js')).MailboxScreen,
    },
    {
      path: '/admin/reminders',
      title: 'console.title',
      search: ConsoleSearch,
      load: async () => (await import('./console-screen.js')).ConsoleScreen,
    },
  ],
});
