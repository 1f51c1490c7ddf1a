import { useReminderText } from './reminder-text.js';
import classes from './reminder.module.css';

/** A mail as it looks, in a frame that can run nothing; its links open beside the product. */
export function MailFrame({ address }: { address: string }) {
  const say = useReminderText();
  return (
    <iframe
      className={classes.frame}
      title={say('frame.title')}
      src={address}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
    />
  );
}
