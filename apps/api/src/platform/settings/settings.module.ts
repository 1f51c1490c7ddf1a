import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from '../config/index.js';

/** Injects the configuration: `@Inject(CONFIG) config: Config`. */
export const CONFIG = Symbol('configuration');

/**
 * The session cookie's name. Behind TLS the `__Host-` prefix ties it to this host; on one machine several
 * installations differ by port only, which cookies do not look at.
 */
export function cookieName({ publicUrl }: Config): string {
  const { protocol, port } = new URL(publicUrl);
  return protocol === 'https:' ? '__Host-sid' : `sid-${port || '80'}`;
}

/** Hands the configuration to everything that asks for it. */
@Module({})
export class SettingsModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: CONFIG, useValue: config }],
      exports: [CONFIG],
    };
  }
}
