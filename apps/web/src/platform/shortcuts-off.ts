import { deviceChoice } from './device-choice.js';

/** Whether this device leaves all keys but those of typing to the browser, the system and their assistive tools. */
export const shortcutsOff = deviceChoice('concordat.shortcuts-off');
