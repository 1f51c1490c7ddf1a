import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InstallationKey } from '../installation-key.js';

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Secrets at rest: AES-256-GCM with a key for each purpose and owner, derived from the installation's key, which lies in
 * a file and in no database. A dump, or SQL in whatever role, gives bytes that say nothing; and bytes moved to another
 * person's row open nothing.
 */
@Injectable()
export class SealedSecrets {
  constructor(private readonly key: InstallationKey) {}

  seal(purpose: string, owner: string, secret: Uint8Array): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.key.derive(purpose, owner), nonce);
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** Null for what was not sealed here, for this purpose and owner. */
  open(purpose: string, owner: string, sealed: Buffer): Buffer | null {
    if (sealed.length < nonceBytes + tagBytes) return null;
    const decipher = createDecipheriv(
      'aes-256-gcm',
      this.key.derive(purpose, owner),
      sealed.subarray(0, nonceBytes),
      { authTagLength: tagBytes },
    );
    decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
    } catch {
      // The tag did not fit: somebody else's, changed, or made up.
      return null;
    }
  }
}
