import { referenceOf, type ReferenceTarget } from '@concordat/document';
import { Banner, Button, ComboBox, Dialog } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useId, useState, type SubmitEvent } from 'react';
import { useSectionText } from '../../features/section/text.js';
import { deletePart, selectedPart, setPart } from './content-doors.js';
import classes from './content.module.css';
import { numbersIn } from './section-numbers.js';
import { takeFocus } from './take-focus.js';

/** What a {@link ReferenceDialog} takes. */
export interface ReferenceDialogProps {
  readonly editor: Editor;
  readonly onClose: () => void;
  readonly onGo: (target: ReferenceTarget) => void;
  /** Whether the other sections are known, are being asked for, or could not be. */
  readonly others: 'known' | 'coming' | 'failed';
}

const keyOf = ({ sectionId, nodeId }: Pick<ReferenceTarget, 'sectionId' | 'nodeId'>): string =>
  `${sectionId}/${nodeId ?? ''}`;

/** Chooses what a reference goes to, among all sections, headings, tables and figures of the proposal. */
export function ReferenceDialog({ editor, onClose, onGo, others }: ReferenceDialogProps) {
  const text = useSectionText();
  const form = useId();
  const [before] = useState(() => selectedPart(editor, 'crossReference'));
  const { targets } = numbersIn(editor.state).numbers;
  const [chosen, setChosen] = useState<string | null>(() => (before ? keyOf(referenceOf(before)) : null));
  const [isMissing, setMissing] = useState(false);
  const usable = targets.filter(({ kind, nodeId }) => kind === 'section' || nodeId !== null);
  const target = usable.find((each) => keyOf(each) === chosen);
  const isLost = before !== null && others === 'known' && chosen !== null && target === undefined;
  const set = (event: SubmitEvent) => {
    event.preventDefault();
    if (!target) return setMissing(true);
    setPart(editor, 'crossReference', { section: target.sectionId, target: target.nodeId });
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('reference.title')}
      actions={
        <>
          <Button onPress={onClose}>{text('part.cancel')}</Button>
          {before !== null && (
            <Button
              onPress={() => {
                deletePart(editor);
                onClose();
              }}
            >
              {text('part.delete')}
            </Button>
          )}
          {before !== null && target && <Button onPress={() => onGo(target)}>{text('reference.go')}</Button>}
          <Button kind="main" type="submit" form={form}>
            {text('reference.set')}
          </Button>
        </>
      }
    >
      <form id={form} className={classes.window} onSubmit={set} noValidate>
        {isLost && <Banner tone="blocked" title={text('reference.lost.what')} />}
        {others === 'failed' && <Banner tone="warning" title={text('reference.failed')} />}
        <ComboBox
          label={text('reference.to')}
          description={others === 'coming' ? text('reference.loading') : text('reference.hint')}
          emptyText={text('reference.none')}
          openLabel={text('reference.to')}
          value={target ? keyOf(target) : null}
          onChange={(key) => {
            setChosen(key);
            setMissing(false);
          }}
          errorMessage={isMissing ? text('reference.choose') : undefined}
          options={usable.map((each) => ({ id: keyOf(each), label: nameOf(each) }))}
          ref={takeFocus}
        />
      </form>
    </Dialog>
  );
}

/** As the list names it: "Table 3. Planned figures", "C4.1 Where the energy comes from". */
function nameOf({ label, text }: ReferenceTarget): string {
  const short = label.replace(/^section /, '');
  return text === '' || label === `“${text}”` ? short : `${short} ${text}`;
}
