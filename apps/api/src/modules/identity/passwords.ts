import { randomBytes } from 'node:crypto';
import { refusalText } from '@concordat/contracts';
import { checkPassword } from '@concordat/domain';
import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { Refusal } from '../../platform/errors/index.js';
import { isCommonPassword } from './common-passwords.js';

/** Argon2id with the parameters of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes and checks passwords. Without an account as much work is done as with one, so that time tells nothing. */
@Injectable()
export class Passwords {
  private readonly nobodys = hash(randomBytes(16), cost);

  hash(password: string): Promise<string> {
    return hash(password.normalize('NFC'), cost);
  }

  /** Whether the password belongs to the hash; null (no account, or one without a password) is always no. */
  async matches(passwordHash: string | null, password: string): Promise<boolean> {
    const right = await verify(passwordHash ?? (await this.nobodys), password.normalize('NFC'));
    return right && passwordHash !== null;
  }

  /** Hashes a password somebody chose in a field. Refuses with the `password.*` codes of the domain, at that field. */
  async hashChosen(
    password: string,
    { email, displayName }: { readonly email: string; readonly displayName: string },
    field: string,
  ): Promise<string> {
    const outcome = checkPassword(password, { email, displayName, common: await isCommonPassword(password) });
    if (!outcome.ok) throw refusalAt(field, outcome.reason);
    return this.hash(outcome.value);
  }
}

/** A refusal whose sentence belongs to one field of the form. */
export const refusalAt = (field: string, code: string): Refusal =>
  new Refusal(code, { fields: { [field]: refusalText(code).message } });
