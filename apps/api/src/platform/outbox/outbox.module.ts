import { Global, Module } from '@nestjs/common';
import { OutboxDrain } from './outbox-drain.js';
import { OutboxHandlers } from './outbox-handlers.js';
import { Outbox } from './outbox.js';

/** Everything that must follow a commit goes through here. */
@Global()
@Module({ providers: [Outbox, OutboxHandlers, OutboxDrain], exports: [Outbox, OutboxHandlers, OutboxDrain] })
export class OutboxModule {}
