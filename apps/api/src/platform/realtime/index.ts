export { LiveModule } from './live.module.js';
export { type Announcement, type Change, LIVE_CHANNEL, LiveUpdates } from './live-updates.js';
