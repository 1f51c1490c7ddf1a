export { jsonLog, JsonLogger } from './json-logger.js';
export { logDestination } from './log-destination.js';
export { numberRequests, requestIdOf } from './request-id.js';
export { logRequests } from './request-log.js';
