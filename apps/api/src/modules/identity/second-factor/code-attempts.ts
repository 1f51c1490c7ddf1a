import { type AttemptFacts, codeDelay } from '@concordat/domain';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { PublicDatabase } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/errors/index.js';
import { type Attempt, Attempts } from '../attempts.service.js';

interface FactRow extends AttemptFacts {
  readonly key: 'account' | 'device';
}

/**
 * Slows the guessing of codes down, by an account of its own: whoever tries passwords does not slow the second step,
 * and the other way round. A try is written down as failed before the code is looked at; success takes it back.
 */
@Injectable()
export class CodeAttempts {
  constructor(
    private readonly db: PublicDatabase,
    private readonly attempts: Attempts,
  ) {}

  /** Refuses with `second_factor.code_slow_down`; the answer then carries `Retry-After`. */
  begin(request: Request, personId: string): Promise<Attempt> {
    const keys = this.attempts.keysOf(request, `second step of ${personId}`);
    return this.db.transaction(async (tx) => {
      const rows = await tx.query<FactRow>(
        'select key, failures, last_failure_at as "lastFailureAt" from app.door_code_failures($1, $2)',
        [keys.account, keys.device],
      );
      const device = rows.find(({ key }) => key === 'device');
      const facts = device ?? rows.find(({ key }) => key === 'account');
      const wait = facts ? codeDelay(facts, await tx.clock()) : 0;
      if (wait > 0) {
        const seconds = Math.ceil(wait / 1000);
        request.res?.setHeader('retry-after', String(seconds));
        throw new Refusal('second_factor.code_slow_down', { params: { seconds } });
      }
      const id = await this.attempts.note(tx, device ? keys.device : keys.account, keys.address);
      // What the owner's own device gets right does not give strangers new tries.
      return { id, ...keys, account: device ? keys.device : keys.account };
    });
  }
}
