import { Global, Module } from '@nestjs/common';
import { LiveController } from './live.controller.js';
import { LiveStreams } from './live-streams.js';
import { LiveUpdates } from './live-updates.js';

/** Live updates to open browsers. */
@Global()
@Module({ controllers: [LiveController], providers: [LiveUpdates, LiveStreams], exports: [LiveUpdates] })
export class LiveModule {}
