import { Global, Module } from '@nestjs/common';
import { LiveUpdates } from './live-updates.js';

/** Live updates to open browsers. */
@Global()
@Module({ providers: [LiveUpdates], exports: [LiveUpdates] })
export class LiveModule {}
