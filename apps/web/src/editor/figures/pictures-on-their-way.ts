import type { ImageView } from '@concordat/contracts';
import type { FigureWidth } from '@concordat/document';
import { Extension, type Editor } from '@tiptap/core';
import type { Fragment } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { figureHostOf } from './figure-host.js';
import { insertBlock } from './figure-place.js';
import { mappingOf } from '../mapping-of.js';
import { sentenceOf, type SendPicture } from './picture-sending.js';

/** A picture that is to come into the text, with its words. */
export interface ComingPicture {
  readonly picture: Blob;
  readonly alternative: string;
  readonly decorative: string;
  readonly width: FigureWidth;
  /** What stands below it, which is a line of the text until the picture is here, and the name it is referred to by. */
  readonly captioned?: { readonly caption: Fragment; readonly id: string | null };
}

interface OnItsWay {
  readonly key: string;
  readonly coming: ComingPicture;
  readonly place: HTMLElement;
}

type Change = { readonly add: readonly (OnItsWay & { readonly at: number })[] } | { readonly remove: string };

const wayKey = new PluginKey<DecorationSet>('pictures-on-their-way');
let drawn = 0;

/** Holds the places of pictures that are being sent. They move with the text and are nobody else's to see. */
export const PicturesOnTheirWay = Extension.create({
  name: 'picturesOnTheirWay',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: wayKey,
      state: {
        init: () => DecorationSet.empty,
        apply(transaction, before) {
          const places = before.map(mappingOf(transaction), transaction.doc);
          const change = transaction.getMeta(wayKey) as Change | undefined;
          if (change === undefined) return places;
          if ('remove' in change) return places.remove(found(places, change.remove));
          return places.add(
            transaction.doc,
            change.add.map(({ key, place, at }) => Decoration.widget(at, place, { key, side: 1 })),
          );
        },
      },
      props: { decorations: (state) => wayKey.getState(state) },
    }),
  ],
});

const found = (places: DecorationSet, key: string): Decoration[] =>
  places.find(undefined, undefined, (spec) => spec.key === key);

/** Notes in a transaction where pictures will stand, and answers what starts them on their way. */
export function leavePlaces(
  editor: Editor,
  tr: Transaction,
  pictures: readonly (ComingPicture & { readonly at: number })[],
): (send: SendPicture) => void {
  const ways = pictures.map(({ at, ...coming }) => {
    const place = document.createElement('div');
    place.className = 'picture-on-its-way';
    place.contentEditable = 'false';
    return { key: `picture-${(drawn += 1)}`, coming, place, at };
  });
  tr.setMeta(wayKey, { add: ways } satisfies Change);
  return (send) => {
    // One after the other: the server makes few at a time, and the text fills from above.
    void ways.reduce((before, way) => before.then(() => sendOne(editor, way, send)), Promise.resolve());
  };
}

/** Puts a picture in at a position: its place at once, the figure when the server has it. */
export function insertPicture(editor: Editor, at: number, coming: ComingPicture, send: SendPicture): void {
  const { tr } = editor.state;
  const start = leavePlaces(editor, tr, [{ ...coming, at }]);
  editor.view.dispatch(tr.setMeta('addToHistory', false));
  start(send);
}

async function sendOne(editor: Editor, way: OnItsWay, send: SendPicture): Promise<void> {
  const words = figureHostOf(editor)?.words;
  way.place.setAttribute('role', 'status');
  way.place.replaceChildren(line(words?.sending ?? ''));
  try {
    const image = await send(way.coming.picture);
    if (!editor.isDestroyed) arrive(editor, way, image);
  } catch (error) {
    if (!editor.isDestroyed) offerAgain(editor, way, send, sentenceOf(error));
  }
}

function arrive(editor: Editor, { key, coming }: OnItsWay, image: ImageView): void {
  const { state } = editor;
  const { alternative, decorative, width, captioned } = coming;
  const { figure, figureCaption } = state.schema.nodes;
  const tr = state.tr.setMeta(wayKey, { remove: key } satisfies Change);
  // Where its place went with the text around it, the picture still comes: at the end.
  const place = placeOf(state, key) ?? state.doc.content.size;
  const line = state.doc.resolve(place);
  // Words that somebody has changed meanwhile stay the line that they are.
  const isCaption =
    captioned !== undefined && line.parent.isTextblock && line.parent.content.eq(captioned.caption);
  const node = figure?.create(
    {
      ...{ image: image.id, alternative, decorative, width, id: captioned?.id ?? null },
      ...{ pixelWidth: image.width, pixelHeight: image.height },
    },
    figureCaption?.create(null, isCaption ? captioned.caption : null),
  );
  if (!node) return;
  if (isCaption) tr.delete(line.start(), line.end());
  insertBlock(tr, isCaption ? line.start() : place, node);
  editor.view.dispatch(tr);
}

const placeOf = (state: EditorState, key: string): number | undefined =>
  found(wayKey.getState(state) ?? DecorationSet.empty, key)[0]?.from;

/** The picture stays in this page until it is in or given up. */
function offerAgain(editor: Editor, way: OnItsWay, send: SendPicture, sentence: string): void {
  const words = figureHostOf(editor)?.words;
  const again = button(words?.again ?? '', () => void sendOne(editor, way, send));
  const giveUp = button(words?.giveUp ?? '', () => {
    editor.view.dispatch(editor.state.tr.setMeta(wayKey, { remove: way.key } satisfies Change));
    editor.commands.focus();
  });
  way.place.setAttribute('role', 'alert');
  way.place.replaceChildren(line(sentence), again, giveUp);
}

function line(words: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = words;
  return element;
}

function button(label: string, onPress: () => void): HTMLElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = label;
  // The text must not take the press for a place to write.
  element.addEventListener('mousedown', (event) => event.preventDefault());
  element.addEventListener('click', onPress);
  return element;
}
