import { Global, Module } from '@nestjs/common';
import { LiveController } from './live.controller.js';
import { LiveStreams } from './live-streams.js';
import { LiveUpdates } from './live-updates.js';
import { Standings } from './standings.js';

/** Live updates to open browsers. */
@Global()
@Module({
  controllers: [LiveController],
  providers: [LiveUpdates, LiveStreams, Standings],
  exports: [LiveUpdates, Standings],
})
export class LiveModule {}
