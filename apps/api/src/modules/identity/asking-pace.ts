import { attemptDelay } from '@concordat/domain';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { PublicDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { Attempts } from './attempts.service.js';

interface FactRow {
  readonly key: string;
  readonly failures: number;
  readonly lastFailureAt: Date | null;
}

const account = 'asking for a new password';

/**
 * Slows down who asks for mails to others, by network address alone: counted by account, anybody could keep its owner
 * from asking. Signing in counts apart.
 */
@Injectable()
export class AskingPace {
  constructor(
    private readonly db: PublicDatabase,
    private readonly attempts: Attempts,
  ) {}

  /** Refuses with `attempts.slow_down`; the answer then carries `Retry-After`. */
  ask(request: Request): Promise<void> {
    const keys = this.attempts.keysOf(request, `${account} from ${request.socket.remoteAddress ?? ''}`);
    return this.db.transaction(async (tx) => {
      const rows = await tx.query<FactRow>(
        'select key, failures, last_failure_at as "lastFailureAt" from app.door_sign_in_facts($1, $2, $3)',
        [keys.account, keys.account, keys.device],
      );
      const asked = rows.find(({ key }) => key === 'account');
      const wait = asked ? attemptDelay(asked, await tx.clock()) : 0;
      if (wait > 0) {
        const seconds = Math.ceil(wait / 1000);
        request.res?.setHeader('retry-after', String(seconds));
        throw new Refusal('attempts.slow_down', { params: { seconds } });
      }
      await this.attempts.note(tx, keys.account, keys.account);
    });
  }
}
