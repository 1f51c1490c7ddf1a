export { type Config, ConfigError, type ConfigProblem, readConfig } from './config.js';
export { isLoopback } from './loopback.js';
