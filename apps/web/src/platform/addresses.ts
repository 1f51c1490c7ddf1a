/** The addresses of the screens. Every link is made here, so that none points nowhere. */
const inProposal = (screen: string) => (proposalId: string) => `/proposals/${proposalId}${screen}`;

export const addresses = {
  portfolio: () => '/',
  signIn: (next?: string) =>
    next === undefined || next === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next }).toString()}`,
  forgotPassword: () => '/forgot-password',
  invitation: (token: string) => `/invitation/${encodeURIComponent(token)}`,
  newProposal: () => '/proposals/new',
  overview: inProposal(''),
  sections: inProposal('/sections'),
  section: (proposalId: string, sectionId: string) => `/proposals/${proposalId}/sections/${sectionId}`,
  find: inProposal('/find'),
  comments: inProposal('/comments'),
  review: inProposal('/review'),
  consortium: inProposal('/consortium'),
  deadlines: inProposal('/deadlines'),
  submission: inProposal('/submission'),
  history: inProposal('/history'),
  mailbox: () => '/mailbox',
  calls: () => '/calls',
  call: (callId: string) => `/calls/${callId}`,
  intake: () => '/intake',
  reminders: () => '/admin/reminders',
  progress: () => '/admin/proposals',
  people: () => '/admin/people',
  installationHistory: () => '/admin/history',
  profile: () => '/profile',
  accessibility: () => '/accessibility',
  help: () => '/help',
  more: () => '/more',
  moreInProposal: inProposal('/more'),
} as const;

/** Where to go after signing in: only a path of this application, never another site. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next)) return '/';
  return next.startsWith('/sign-in') ? '/' : next;
}
