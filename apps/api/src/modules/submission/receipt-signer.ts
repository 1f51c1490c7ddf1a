import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { ReceiptKey } from '@concordat/contracts';
import type { Config } from '../../platform/config/index.js';
import { CONFIG } from '../../platform/settings/index.js';

/** Where the installation's signing key lies. Whoever has it can make receipts. */
export const signingKeyFile = (dataDir: string): string => path.join(dataDir, 'receipt-key.pem');

/** Signs receipts with the installation's own Ed25519 key, made at the first start and readable by its owner alone. */
@Injectable()
export class ReceiptSigner implements OnModuleInit {
  private key: KeyObject | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async onModuleInit(): Promise<void> {
    this.key = createPrivateKey(await readOrMakeKey(signingKeyFile(this.config.dataDir)));
  }

  sign(text: string): Buffer {
    return sign(null, Buffer.from(text, 'utf8'), this.privateKey());
  }

  publicKey(): ReceiptKey {
    const key = createPublicKey(this.privateKey());
    return {
      algorithm: 'Ed25519',
      publicKey: key.export({ type: 'spki', format: 'pem' }).toString(),
      fingerprint: createHash('sha256')
        .update(key.export({ type: 'spki', format: 'der' }))
        .digest('hex'),
    };
  }

  private privateKey(): KeyObject {
    if (!this.key) throw new Error('The signing key is read when the application starts');
    return this.key;
  }
}

/** Two processes may start at the same moment: the first to link its file wins, and both read that one. */
async function readOrMakeKey(file: string): Promise<string> {
  const found = await readIfThere(file);
  if (found !== undefined) return found;
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${file}.${process.pid}`;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return await readFile(file, 'utf8');
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
