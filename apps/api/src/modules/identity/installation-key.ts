import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../platform/config/index.js';
import { CONFIG } from '../../platform/settings/index.js';

const fileName = 'installation.key';

/**
 * The installation's secret, 32 random bytes in a file for its owner alone. Links and the hashes of who tried to sign
 * in are made with it, so that a stolen dump of the database opens nothing and names nobody. Processes of one
 * installation share the data folder and with it the key.
 */
@Injectable()
export class InstallationKey {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) { dataDir }: Config) {
    this.key = readOrMake(path.join(dataDir, fileName));
  }

  /** HMAC-SHA-256 over a purpose and parts; parts cannot run into each other. */
  derive(purpose: string, ...parts: readonly string[]): Buffer {
    return createHmac('sha256', this.key)
      .update(JSON.stringify([purpose, ...parts]))
      .digest();
  }
}

function readOrMake(file: string): Buffer {
  try {
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = readFileSync(file);
  if (key.length !== 32)
    throw new Error(`The installation key ${file} is damaged; put it back from the backup.`);
  return key;
}
