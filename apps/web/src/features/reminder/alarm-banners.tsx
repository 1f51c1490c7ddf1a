import { alarmText, type ReminderConsole } from '@concordat/contracts';
import { Banner } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useReminderText } from './reminder-text.js';
import classes from './reminder.module.css';

/** What is wrong with the installation now, above everything else; nothing at all while all is well. */
export function AlarmBanners({ alarms }: { alarms: ReminderConsole['alarms'] }) {
  const say = useReminderText();
  const format = useFormat();
  if (alarms.length === 0) return null;
  return (
    <div className={classes.alarms}>
      {alarms.map(({ kind, subject, facts, raisedAt }) => {
        const { title, text } = alarmText(kind, facts, subject);
        return (
          <Banner key={`${kind} ${subject}`} tone="error" announce="off" title={`${title}.`}>
            {text} {say('alarm.since', { since: format.stamp(raisedAt) })}
          </Banner>
        );
      })}
    </div>
  );
}
