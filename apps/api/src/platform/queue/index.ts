export { JobAdder } from './job-adder.js';
export { QueueModule } from './queue.module.js';
export { migrateQueue, queueSchema } from './queue-schema.js';
