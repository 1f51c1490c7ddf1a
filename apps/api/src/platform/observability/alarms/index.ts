export { ALARM_RAISED, AlarmBoard } from './alarm-board.js';
export { AlarmRepository, type StandingAlarm } from './alarm.repository.js';
export { AlarmModule } from './alarm.module.js';
