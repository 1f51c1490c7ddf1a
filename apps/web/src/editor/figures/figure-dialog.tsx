import {
  type FigureWidth,
  figureWidths,
  longestAlternative,
  longestDecorativeReason,
} from '@concordat/document';
import { Banner, Button, Dialog, RadioGroup, SegmentedControl, TextArea, TextField } from '@concordat/ui';
import { type SubmitEvent, useEffect, useId, useState } from 'react';
import { useSectionText } from '../../features/section/text.js';
import classes from './figure-dialog.module.css';

/** The words of a picture. One of the two is empty. */
export interface FigureWords {
  readonly alternative: string;
  /** Why it needs no alternative text. */
  readonly decorative: string;
  readonly width: FigureWidth;
}

/** What a {@link FigureDialog} takes. */
export interface FigureDialogProps {
  /** The picture: a file that is to come in, or the address of one that stands in the text. */
  readonly picture: Blob | string;
  /** Null for a new picture. */
  readonly words: FigureWords | null;
  /** How many pictures wait behind this one. */
  readonly waiting: number;
  readonly onSave: (words: FigureWords) => void;
  readonly onClose: () => void;
}

/** Asks for the words of a picture, because not everybody sees it; only on purpose has it none. */
export function FigureDialog({ picture, words, waiting, onSave, onClose }: FigureDialogProps) {
  const text = useSectionText();
  const form = useId();
  const source = usePreview(picture);
  const [kind, setKind] = useState(words !== null && words.decorative !== '' ? 'decorative' : 'described');
  const [alternative, setAlternative] = useState(words?.alternative ?? '');
  const [decorative, setDecorative] = useState(words?.decorative ?? '');
  const [width, setWidth] = useState<FigureWidth>(words?.width ?? 'medium');
  const [isWrong, setWrong] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const given = kind === 'described' ? alternative.trim() : decorative.trim();
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    if (given === '') return setWrong(true);
    onSave({
      alternative: kind === 'described' ? given : '',
      decorative: kind === 'decorative' ? given : '',
      width,
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text(words === null ? 'figure.insert.title' : 'figure.words.title')}
      actions={
        <>
          <Button onPress={onClose}>{text('figure.cancel')}</Button>
          <Button kind="main" type="submit" form={form}>
            {text(words === null ? 'figure.insert' : 'figure.save')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={save} noValidate className={classes.form}>
        {source !== null && !isBroken && (
          <img src={source} alt="" className={classes.preview} onError={() => setBroken(true)} />
        )}
        {isBroken && (
          <Banner tone="warning" title={text('figure.unreadable')}>
            {text('figure.unreadable.what')}
          </Banner>
        )}
        {waiting > 0 && <p>{text('figure.waiting', { count: waiting })}</p>}
        <RadioGroup
          label={text('figure.kind')}
          value={kind}
          onChange={(value) => {
            setKind(value);
            setWrong(false);
          }}
          choices={[
            { value: 'described', label: text('figure.described') },
            { value: 'decorative', label: text('figure.decorative') },
          ]}
        />
        {kind === 'described' ? (
          <TextArea
            label={text('figure.alternative')}
            description={text('figure.alternative.hint')}
            value={alternative}
            onChange={setAlternative}
            maxLength={longestAlternative}
            errorMessage={isWrong && given === '' ? text('figure.alternative.missing') : undefined}
            autoFocus
          />
        ) : (
          <TextField
            label={text('figure.reason')}
            description={text('figure.reason.hint')}
            value={decorative}
            onChange={setDecorative}
            maxLength={longestDecorativeReason}
            errorMessage={isWrong && given === '' ? text('figure.reason.missing') : undefined}
          />
        )}
        <div>
          <p className={classes.label}>{text('figure.width')}</p>
          <SegmentedControl
            label={text('figure.width')}
            segments={figureWidths.map((id) => ({ id, label: text(`figure.width.${id}`) }))}
            value={width}
            onChange={setWidth}
            isWide
          />
        </div>
      </form>
    </Dialog>
  );
}

function usePreview(picture: Blob | string): string | null {
  const [source, setSource] = useState(typeof picture === 'string' ? picture : null);
  useEffect(() => {
    if (typeof picture === 'string') return;
    const address = URL.createObjectURL(picture);
    setSource(address);
    return () => URL.revokeObjectURL(address);
  }, [picture]);
  return source;
}
