/** The states of an invitation: an e-mail that is not yet a membership. */
export const invitationStates = ['sent', 'accepted', 'declined', 'expired', 'revoked'] as const;

/** One of {@link invitationStates}. */
export type InvitationState = (typeof invitationStates)[number];

/** Roles in the installation, outside any proposal. A national coordinator may found proposals. */
export const installationRoles = ['admin', 'call_officer', 'national_coordinator'] as const;

/** One of {@link installationRoles}. */
export type InstallationRole = (typeof installationRoles)[number];

/** The colour themes a person may choose; `system` follows the device. */
export const themes = ['system', 'light', 'dark'] as const;

/** One of {@link themes}. */
export type Theme = (typeof themes)[number];
