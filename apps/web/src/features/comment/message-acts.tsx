import { deleteComment, editComment, EditComment, type CommentMessageView } from '@concordat/contracts';
import { Button, ConfirmDialog, IconButton, Menu } from '@concordat/ui';
import { useState } from 'react';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { UnsavedGuard } from '../../platform/unsaved-guard.js';
import classes from './comment.module.css';
import { CommentField, useMentions } from './comment-field.js';
import { useCommentText } from './comment-text.js';
import { toBody, toText } from './mention-text.js';

/** What its writer can do with a message. */
export function MessageMenu({
  message,
  onEdit,
}: {
  readonly message: CommentMessageView;
  readonly onEdit: () => void;
}) {
  const say = useCommentText();
  const [isAsking, setIsAsking] = useState(false);
  const remove = useEndpointMutation(deleteComment, { onSuccess: () => setIsAsking(false) });
  const { id: commentId, version } = message;
  return (
    <>
      <Menu
        label={say('message.acts')}
        placement="bottom end"
        trigger={<IconButton icon="more" size="dense" kind="quiet" label={say('message.acts')} />}
        groups={[
          [
            { id: 'edit', label: say('message.edit'), icon: 'pencil', onAction: onEdit },
            {
              ...{ id: 'delete', label: say('message.delete'), icon: 'bin', tone: 'danger' },
              onAction: () => setIsAsking(true),
            },
          ],
        ]}
      />
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={say('message.delete.title')}
        confirmLabel={say('message.delete')}
        cancelLabel={say('message.delete.keep')}
        pendingLabel={say('message.delete.pending')}
        isPending={remove.isPending}
        onConfirm={() => remove.mutate({ params: { commentId }, body: { version } })}
        kind="danger"
      >
        {say('message.delete.text')}
        <RefusalBanner refusal={remove.error} title={say('thread.refused')} />
      </ConfirmDialog>
    </>
  );
}

/** Changes the words of one's own message. */
export function EditForm({
  message,
  internalTo,
  onDone,
}: {
  readonly message: CommentMessageView;
  readonly internalTo: string | null;
  readonly onDone: () => void;
}) {
  const say = useCommentText();
  const mentions = useMentions(internalTo, message.mentions);
  const edit = useEndpointMutation(editComment);
  const { id: commentId, version } = message;
  const { control, submit, isSending, refusal, isUnsaved } = useContractForm(EditComment, {
    defaultValues: { version, body: toText(message.body, mentions.labels) },
    send: ({ body }) =>
      edit.mutateAsync({ params: { commentId }, body: { version, body: toBody(body, mentions.labels) } }),
    onSent: onDone,
  });
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      <UnsavedGuard isUnsaved={isUnsaved} />
      <FormField control={control} name="body">
        {(field) => (
          <CommentField
            {...field}
            mentions={mentions}
            autoFocus
            label={say('message.edit.label')}
            onSubmit={() => void submit()}
            onEscape={() => !isUnsaved() && onDone()}
          />
        )}
      </FormField>
      <RefusalBanner refusal={refusal} title={say('thread.refused')} />
      <div className={classes.acts}>
        <Button type="submit" size="dense" isPending={isSending} pendingLabel={say('new.sending')}>
          {say('message.edit.submit')}
        </Button>
        <Button size="dense" kind="quiet" onPress={onDone} isDisabled={isSending}>
          {say('new.cancel')}
        </Button>
      </div>
    </form>
  );
}
