import { IntakeQuery } from '@concordat/contracts';
import { defineFeature } from '../../platform/feature.js';

/** Calls, their cut-offs, and the desk of the call officer. */
export const feature = defineFeature({
  name: 'call',
  messages: { en: () => import('./messages.en.js') },
  screens: [
    {
      path: '/calls',
      title: 'calls.title',
      load: async () => (await import('./calls-screen.js')).CallsScreen,
    },
    {
      path: '/calls/new',
      title: 'make.title',
      load: async () => (await import('./make-call-screen.js')).MakeCallScreen,
    },
    {
      path: '/calls/$callId',
      title: 'calls.title',
      load: async () => (await import('./call-screen.js')).CallScreen,
    },
    {
      path: '/intake',
      title: 'intake.title',
      search: IntakeQuery.catch({}),
      load: async () => (await import('./intake-screen.js')).IntakeScreen,
    },
  ],
});
