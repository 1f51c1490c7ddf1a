export { type Config, ConfigError, type ConfigProblem, readConfig, settingNames } from './config.js';
export { isLoopback } from './loopback.js';
