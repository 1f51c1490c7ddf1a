export { isAtThisMachine } from './at-this-machine.js';
export { IdentityModule } from './identity.module.js';
export { InstallationKey } from './installation-key.js';
export { InvitationService, type InvitationStep, type NewInvitation } from './invitation.service.js';
export { type LinkedInvitation, LinkTokens } from './link-tokens.js';
export { SignInService } from './sign-in.service.js';
