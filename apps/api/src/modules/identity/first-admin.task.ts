import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Config } from '../../platform/config/index.js';
import type { OperatorDatabase, Transaction } from '../../platform/database/index.js';
import { type FirstRunTask, FirstRunTasks } from '../../platform/lifecycle/index.js';
import { CONFIG } from '../../platform/settings/index.js';
import { InvitationService } from './invitation.service.js';

/**
 * An installation without an admin gives whoever started it a link, once each start until somebody used it. Each
 * start makes a new one, so that an old terminal's log opens nothing.
 */
@Injectable()
export class FirstAdminTask implements FirstRunTask, OnModuleInit {
  readonly title = 'First administrator';
  readonly order = 90;

  constructor(
    private readonly tasks: FirstRunTasks,
    private readonly invitations: InvitationService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    if (!this.config.sample) this.tasks.add(this);
  }

  run(operator: OperatorDatabase): Promise<string | null> {
    return operator.transaction(async (tx) => {
      if (await hasAdmin(tx)) return null;
      const { link } = await this.invitations.invite(tx, {
        proposalId: null,
        memberId: null,
        // Nobody has been asked for an address yet: whoever opens the link names theirs.
        email: '',
        displayName: '',
        roles: [],
        installationRoles: ['admin'],
        invitedBy: null,
      });
      return `open ${link} to become it (the link works once, until the next start)`;
    });
  }
}

async function hasAdmin(tx: Transaction): Promise<boolean> {
  const rows = await tx.query(
    `select from person where 'admin' = any(installation_roles) and disabled_at is null limit 1`,
  );
  return rows.length > 0;
}
