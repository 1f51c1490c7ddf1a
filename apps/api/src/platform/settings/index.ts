export { CONFIG, cookieName, SettingsModule } from './settings.module.js';
