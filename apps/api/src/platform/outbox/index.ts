export { type DeliveredEvent, type OutboxHandler, OutboxHandlers } from './outbox-handlers.js';
export { OutboxDrain } from './outbox-drain.js';
export { OutboxModule } from './outbox.module.js';
export { type EventPayload, Outbox, type OutboxEvent } from './outbox.js';
