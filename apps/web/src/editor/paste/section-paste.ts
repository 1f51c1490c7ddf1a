import { Extension, type Editor } from '@tiptap/core';
import { Plugin, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { numbersIn } from '../content/section-numbers.js';
import { picturesIn } from '../figures/figure-editing.js';
import { figureHostOf } from '../figures/figure-host.js';
import { type ComingPicture, leavePlaces } from '../figures/pictures-on-their-way.js';
import { senderFor } from '../figures/picture-sending.js';
import { LeftOutCounter } from './left-out.js';
import { tellPaste } from './paste-host.js';
import { type Pasted, type PlacedPicture, readPaste } from './pasted-slice.js';

/** Words of one's own editor come with their structure; ProseMirror marks them. */
const isOurs = (html: string): boolean => /<[^>]*\bdata-pm-slice=/.test(html.slice(0, 2000));
/** Words without any markup are the browser's and ProseMirror's own business. */
const mostPlainWords = 600_000;

/**
 * Takes what other programs put on the clipboard: cleaned to what a section can hold, pictures sent by themselves, and
 * told what stayed behind. Refuses what would hold the page up.
 */
export const SectionPaste = Extension.create({
  name: 'sectionPaste',
  // Before the editor's own reading of tables and links.
  priority: 1000,

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        props: {
          // The event itself: by the time of `handlePaste` ProseMirror has read all of the markup, whatever it weighs.
          handleDOMEvents: {
            paste: (view, event) => {
              const isDone = receive(editor, view, event);
              if (isDone) event.preventDefault();
              return isDone;
            },
          },
        },
      }),
    ];
  },
});

/** Whether the paste is dealt with; everything else is left to the editor. */
function receive(editor: Editor, view: EditorView, { clipboardData }: ClipboardEvent): boolean {
  const html = clipboardData?.getData('text/html') ?? '';
  const plain = clipboardData?.getData('text/plain') ?? '';
  tellPaste(editor, null);
  if (!view.editable) return false;
  if (html === '' || isOurs(html)) {
    if (Math.max(plain.length, html.length) <= mostPlainWords) return false;
    tellPaste(editor, { kind: 'refused', why: 'paste.too_large' });
    return true;
  }
  const files = picturesIn(clipboardData);
  // A picture copied by itself comes as a file and as a line that points to it.
  if (files.length > 0 && !/\S/.test(plain)) return false;
  return take(editor, view, html, files);
}

function take(editor: Editor, view: EditorView, html: string, files: readonly File[]): boolean {
  const { sectionId } = numbersIn(view.state).outline;
  const pasted = readPaste(html, view.state.schema, sectionId === '' ? null : sectionId);
  if (typeof pasted === 'string') {
    tellPaste(editor, { kind: 'refused', why: pasted });
    return true;
  }
  const { coming, lost } = sources(pasted, files);
  const tr = view.state.tr.replaceSelection(pasted.slice);
  const start = leavePlaces(editor, tr, placed(tr, coming));
  view.dispatch(tr.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
  const host = figureHostOf(editor);
  if (host) start(senderFor(host.sectionId, host.words.tooLarge));
  const counter = new LeftOutCounter();
  counter.add('picture_lost', lost);
  const notDescribed = coming.filter(({ alternative }) => alternative === '').length;
  tellPaste(editor, { kind: 'taken', leftOut: { ...pasted.leftOut, ...counter.all }, notDescribed });
  return true;
}

type Source = PlacedPicture & { readonly picture: Blob };

/** Finds each picture's bytes: in the markup, or among the clipboard's files in the same order. */
function sources({ pictures }: Pasted, files: readonly File[]): { coming: readonly Source[]; lost: number } {
  const left = [...files];
  const coming = pictures.flatMap((each): Source[] => {
    const picture = each.data === null ? left.shift() : blobOf(each.data);
    return picture ? [{ ...each, picture }] : [];
  });
  return { coming, lost: pictures.length - coming.length };
}

function blobOf(address: string): Blob | undefined {
  const [, type = '', content = ''] =
    /^data:(image\/[a-z+.-]+);base64,([A-Za-z0-9+/=\s]*)$/i.exec(address) ?? [];
  if (content === '') return undefined;
  try {
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    return new Blob([bytes], { type });
  } catch {
    // No base64 after all: there is no picture in it.
    return undefined;
  }
}

/** Where the places of the pictures came to stand. One whose place was merged away stands after the paste. */
function placed(tr: Transaction, coming: readonly Source[]): (ComingPicture & { at: number })[] {
  const places = new Map<unknown, number>();
  const wanted = new Set<unknown>(coming.map(({ place }) => place));
  tr.doc.descendants((node, at) => {
    if (wanted.has(node)) places.set(node, at + 1);
  });
  return coming.map(({ picture, alternative, place, id }) => ({
    ...{ picture, alternative: alternative.slice(0, 1000), decorative: '', width: 'medium' },
    captioned: { caption: place.content, id },
    at: places.get(place) ?? tr.selection.to,
  }));
}
