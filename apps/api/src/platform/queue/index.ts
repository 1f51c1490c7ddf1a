export { JobAdder } from './job-adder.js';
export { QueueModule } from './queue.module.js';
export { reachRedis } from './reach-redis.js';
export { migrateQueue, queueSchema } from './queue-schema.js';
