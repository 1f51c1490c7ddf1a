import { markMailRead, type MailboxLine, readMail, readMailBody, readMailbox } from '@concordat/contracts';
import {
  Banner,
  Button,
  type Column,
  DataTable,
  Dialog,
  EmptyState,
  Mark,
  ScreenHead,
  Section,
} from '@concordat/ui';
import { useEffect } from 'react';
import { addressOf } from '../../platform/client.js';
import { useFormat } from '../../platform/format.js';
import { useAddressSearch } from '../../platform/place.js';
import { useEndpoint, useEndpointData, useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { MailFrame } from './mail-frame.js';
import { useReminderText } from './reminder-text.js';
import classes from './reminder.module.css';
import { MailboxSearch } from './reminder.search.js';

/** Mail to the reader's own address. */
export function MailboxScreen() {
  const say = useReminderText();
  const format = useFormat();
  const view = useEndpointData(readMailbox, {});
  const [{ mail }, change] = useAddressSearch(MailboxSearch);
  const opened = view.messages.find(({ id }) => id === mail);
  const columns: Column<MailboxLine>[] = [
    {
      id: 'subject',
      head: say('mailbox.column.subject'),
      isRowHeader: true,
      cell: ({ id, subject, readAt }) => (
        <Button kind="quiet" onPress={() => change({ mail: id })}>
          <span className={readAt === null ? classes.unread : undefined}>{subject}</span>
        </Button>
      ),
    },
    {
      id: 'state',
      head: say('mailbox.column.state'),
      cell: ({ readAt }) => (
        <Mark kind={readAt === null ? 'asked' : 'approved'}>
          {say(readAt === null ? 'mailbox.unread' : 'mailbox.read')}
        </Mark>
      ),
    },
    {
      id: 'when',
      head: say('mailbox.column.when'),
      isNowrap: true,
      cell: ({ deliveredAt }) => format.stamp(deliveredAt),
    },
  ];
  return (
    <>
      <ScreenHead
        title={say('mailbox.title')}
        lede={say('mailbox.lede', { total: view.messages.length, unread: view.unread })}
      />
      {!view.delivers && (
        <Banner tone="info" title={say('mailbox.elsewhere')} announce="off">
          {say('mailbox.elsewhere.text', { address: view.address })}
        </Banner>
      )}
      <Section title={say('mailbox.heading', { address: view.address })} rule="bare">
        <DataTable
          caption={say('mailbox.caption')}
          columns={columns}
          rows={view.messages}
          rowKey={({ id }) => id}
          rhythm="middle"
          empty={<EmptyState title={say('mailbox.empty.title')}>{say('mailbox.empty.text')}</EmptyState>}
        />
      </Section>
      {opened !== undefined && <MailDialog line={opened} onClose={() => change({ mail: undefined })} />}
    </>
  );
}

function MailDialog({ line, onClose }: { line: MailboxLine; onClose: () => void }) {
  const say = useReminderText();
  const params = { messageId: line.id };
  const { data, error } = useEndpoint(readMail, { params });
  const { mutate } = useEndpointMutation(markMailRead);
  const { id, readAt } = line;
  useEffect(() => {
    if (readAt === null) mutate({ params: { messageId: id } });
  }, [id, readAt, mutate]);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="wide"
      title={line.subject}
      actions={<Button onPress={onClose}>{say('mailbox.close')}</Button>}
    >
      <MailFrame address={addressOf(readMailBody, { params })} />
      <details className={classes.details}>
        <summary>{say('mailbox.as_text')}</summary>
        <pre className={classes.text}>{data?.text ?? ''}</pre>
      </details>
      <RefusalBanner refusal={error} title={say('mailbox.as_text')} />
    </Dialog>
  );
}
