import { createHash } from 'node:crypto';
import type { AccountLinkKind } from '@concordat/domain';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../platform/config/index.js';
import { CONFIG } from '../../platform/settings/index.js';
import { InstallationKey } from './installation-key.js';

/** What an invitation's link is made from. Both are in its row; the key is not. */
export interface LinkedInvitation {
  readonly id: string;
  readonly nonce: string;
}

/** How a secret is kept: as its SHA-256. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * The tokens of links. They are derived and never stored: whoever writes the mail derives them again, from a row that
 * alone opens nothing.
 */
@Injectable()
export class LinkTokens {
  constructor(
    private readonly key: InstallationKey,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The secret part of the invitation's link: 43 URL-safe characters, 256 bit. A new nonce makes the old one useless. */
  forInvitation({ id, nonce }: LinkedInvitation): string {
    return this.key.derive('invitation', id, nonce).toString('base64url');
  }

  /** The secret part of a link to an account, as for an invitation. */
  forAccount({ id, nonce }: LinkedInvitation): string {
    return this.key.derive('account link', id, nonce).toString('base64url');
  }

  /** The whole address of a link to an account, for the mail alone. */
  accountLink(kind: AccountLinkKind, link: LinkedInvitation): string {
    const screen = kind === 'password' ? 'new-password' : 'confirm-address';
    return `${this.config.publicUrl}/${screen}/${this.forAccount(link)}`;
  }

  /** The whole address, for the mail and for the inviter to copy. */
  invitationLink(invitation: LinkedInvitation): string {
    return `${this.config.publicUrl}/invitation/${this.forInvitation(invitation)}`;
  }
}
