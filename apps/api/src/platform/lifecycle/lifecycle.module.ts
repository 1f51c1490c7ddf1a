import { Global, Module } from '@nestjs/common';
import { FirstRunTasks } from './first-run.js';
import { Readiness } from './readiness.js';

/** The process's own life: first run, ready, draining. */
@Global()
@Module({ providers: [Readiness, FirstRunTasks], exports: [Readiness, FirstRunTasks] })
export class LifecycleModule {}
