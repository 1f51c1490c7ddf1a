import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../../platform/config/index.js';
import { CONFIG } from '../../../platform/settings/index.js';
import { Refusal } from '../../../platform/errors/index.js';

/** Where passkeys are made and used: the relying party's id, and the one origin they answer to. */
export interface Place {
  readonly host: string;
  readonly origin: string;
}

/**
 * Passkeys belong to a host name (WebAuthn level 3, section 5.1.3: an effective domain, never an address made of
 * numbers). Ours comes from the public URL alone, whatever a request says of itself.
 */
@Injectable()
export class PasskeyPlace {
  /** Null where the installation is reached by a number, such as 127.0.0.1. */
  readonly place: Place | null;

  constructor(@Inject(CONFIG) { publicUrl }: Config) {
    const { hostname: host, origin } = new URL(publicUrl);
    this.place = isIP(host.replace(/^\[(.*)\]$/, '$1')) === 0 ? { host, origin } : null;
  }

  get origin(): string | null {
    return this.place?.origin ?? null;
  }

  /** Refuses with `passkey.no_place`. */
  require(): Place {
    if (this.place === null) throw new Refusal('passkey.no_place');
    return this.place;
  }
}
