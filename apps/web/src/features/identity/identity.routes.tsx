import { z } from 'zod';
import { defineFeature } from '../../platform/feature.js';

/** The way in: signing in, answering an invitation, the own profile, and the people of the installation. */
export const feature = defineFeature({
  name: 'identity',
  messages: { en: () => import('./messages.en.js') },
  proofDialog: async () => (await import('./second-factor/proof-dialog.js')).ProofDialog,
  screens: [
    {
      path: '/sign-in',
      title: 'sign_in.title',
      access: 'public',
      frame: 'bare',
      search: z.object({ next: z.string().optional().catch(undefined) }),
      load: async () => (await import('./sign-in-screen.js')).SignInScreen,
    },
    {
      path: '/forgot-password',
      title: 'forgot.title',
      access: 'public',
      frame: 'bare',
      load: async () => (await import('./forgot-password-screen.js')).ForgotPasswordScreen,
    },
    {
      path: '/new-password/$token',
      title: 'new_password.title',
      access: 'public',
      frame: 'bare',
      load: async () => (await import('./new-password-screen.js')).NewPasswordScreen,
    },
    {
      path: '/confirm-address/$token',
      title: 'confirm_address.title',
      access: 'public',
      frame: 'bare',
      load: async () => (await import('./confirm-address-screen.js')).ConfirmAddressScreen,
    },
    {
      path: '/invitation/$token',
      title: 'invitation.title',
      access: 'public',
      frame: 'bare',
      load: async () => (await import('./invitation-screen.js')).InvitationScreen,
    },
    {
      path: '/profile',
      title: 'profile.title',
      load: async () => (await import('./profile-screen.js')).ProfileScreen,
    },
    {
      path: '/admin/people',
      title: 'people.title',
      load: async () => (await import('./people-screen.js')).PeopleScreen,
    },
  ],
});
