import { showImage } from '@concordat/contracts';
import type { FigureWidth } from '@concordat/document';
import type { Editor } from '@tiptap/core';
import { useEffect, useMemo, useState } from 'react';
import { useSectionText } from '../../features/section/text.js';
import { addressOf } from '../../platform/client.js';
import { lazyWindow } from '../../platform/lazy-part.js';
import { whenIdle } from '../../platform/when-idle.js';
import type { FigureWords } from './figure-dialog.js';
import { setFigureHost } from './figure-host.js';
import { insertPicture } from './pictures-on-their-way.js';
import { senderFor } from './picture-sending.js';

/** Brings choices along, which nobody needs in order to write. */
const FigureDialog = lazyWindow(async () => (await import('./figure-dialog.js')).FigureDialog);

/** What {@link Figures} takes. */
export interface FiguresProps {
  readonly editor: Editor;
  readonly sectionId: string;
}

interface Wish {
  readonly key: number;
  readonly file: File;
  readonly at: number;
}

let wishes = 0;

/** Asks for the words of pictures that come into the text, one after the other, and of those that stand in it. */
export function Figures({ editor, sectionId }: FiguresProps) {
  const text = useSectionText();
  const [coming, setComing] = useState<readonly Wish[]>([]);
  const [described, setDescribed] = useState<number | null>(null);
  const send = useMemo(() => senderFor(sectionId, text('figure.too_large')), [sectionId, text]);
  useEffect(() => {
    setFigureHost(editor, {
      sectionId,
      onPictures: (files, at) =>
        setComing((before) => [...before, ...files.map((file) => ({ key: (wishes += 1), file, at }))]),
      onDescribe: ({ at }) => setDescribed(at),
      words: {
        describe: text('figure.describe'),
        notDescribed: text('figure.not_described'),
        missing: text('figure.missing'),
        sending: text('figure.sending'),
        again: text('figure.again'),
        giveUp: text('figure.give_up'),
        tooLarge: text('figure.too_large'),
      },
    });
  }, [editor, sectionId, text]);
  useEffect(() => whenIdle(() => FigureDialog.prepare()), []);
  const back = () => setTimeout(() => editor.commands.focus());
  const [next, ...others] = coming;
  if (next)
    return (
      <FigureDialog
        key={next.key}
        picture={next.file}
        words={null}
        waiting={others.length}
        onClose={() => {
          setComing(others);
          back();
        }}
        onSave={(words) => {
          insertPicture(editor, next.at, { picture: next.file, ...words }, send);
          setComing(others);
          back();
        }}
      />
    );
  const figure = described === null ? null : editor.state.doc.nodeAt(described);
  if (described === null || figure?.type.name !== 'figure') return null;
  const { image, alternative, decorative, width } = figure.attrs as FigureWords & { image: string };
  const close = () => {
    setDescribed(null);
    back();
  };
  return (
    <FigureDialog
      key={image}
      picture={addressOf(showImage, { params: { sectionId, imageId: image } })}
      words={{ alternative, decorative, width: width as FigureWidth }}
      waiting={0}
      onClose={close}
      onSave={(words) => {
        const { tr } = editor.state;
        // Whoever wrote meanwhile may have moved it: it is named by its picture, not by its place.
        const at = tr.doc.nodeAt(described)?.attrs.image === image ? described : placeOf(editor, image);
        if (at !== null)
          for (const [name, value] of Object.entries(words)) tr.setNodeAttribute(at, name, value);
        editor.view.dispatch(tr);
        close();
      }}
    />
  );
}

function placeOf(editor: Editor, image: string): number | null {
  let place: number | null = null;
  editor.state.doc.descendants((node, at) => {
    if (place === null && node.type.name === 'figure' && node.attrs.image === image) place = at;
  });
  return place;
}
