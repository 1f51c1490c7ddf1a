import { Global, Module } from '@nestjs/common';
import { Signals } from './signals.js';

/** What everybody may tell, whoever listens. */
@Global()
@Module({ providers: [Signals], exports: [Signals] })
export class ObservabilityModule {}
