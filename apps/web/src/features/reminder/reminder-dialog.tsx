import { readReminder, readReminderBody } from '@concordat/contracts';
import { Button, DefinitionList, Dialog, Mark } from '@concordat/ui';
import { addressOf } from '../../platform/client.js';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { useEndpoint } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { MailFrame } from './mail-frame.js';
import { useReminderText } from './reminder-text.js';
import classes from './reminder.module.css';
import { useReminderWords } from './use-reminder-words.js';

/** One reminder: what happened to it, and its mail exactly as received. */
export function ReminderDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const say = useReminderText();
  const words = useWords();
  const format = useFormat();
  const { subject } = useReminderWords();
  const params = { reminderId: id };
  const { data, error } = useEndpoint(readReminder, { params });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="wide"
      title={data ? subject(data) : say('console.title')}
      actions={<Button onPress={onClose}>{say('detail.close')}</Button>}
    >
      <RefusalBanner refusal={error} title={say('console.title')} />
      {data && (
        <>
          <DefinitionList
            items={[
              {
                id: 'state',
                term: say('detail.state'),
                value: <Mark kind={data.state}>{words(`reminder_state.${data.state}`)}</Mark>,
              },
              { id: 'to', term: say('detail.to'), value: data.recipient.address },
              { id: 'due', term: say('detail.due'), value: format.stamp(data.dueAt) },
              ...(data.sentAt === null
                ? []
                : [{ id: 'sent', term: say('detail.sent'), value: format.stamp(data.sentAt) }]),
              ...(data.foldedInto === null
                ? []
                : [
                    {
                      id: 'folded_into',
                      term: say('detail.folded_into'),
                      value: data.foldedInto.subject ?? say('detail.folded_into.open'),
                    },
                  ]),
              ...(data.folded === 0
                ? []
                : [{ id: 'folded', term: say('detail.folded'), value: format.number(data.folded) }]),
              { id: 'message', term: say('detail.message_id'), value: data.messageId },
            ]}
          />
          {data.text === null ? (
            <p>{say('detail.not_written')}</p>
          ) : (
            <>
              <MailFrame address={addressOf(readReminderBody, { params })} />
              <details className={classes.details}>
                <summary>{say('detail.text')}</summary>
                <pre className={classes.text}>{data.text}</pre>
              </details>
            </>
          )}
        </>
      )}
    </Dialog>
  );
}
