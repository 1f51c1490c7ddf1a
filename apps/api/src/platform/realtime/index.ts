export { LiveModule } from './live.module.js';
export { type Change, LiveUpdates } from './live-updates.js';
