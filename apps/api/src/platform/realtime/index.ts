export { LiveModule } from './live.module.js';
export {
  type Announcement,
  type Change,
  LIVE_CHANNEL,
  LiveUpdates,
  type Loss,
  readHeard,
} from './live-updates.js';
export { Standings, type Taking } from './standings.js';
