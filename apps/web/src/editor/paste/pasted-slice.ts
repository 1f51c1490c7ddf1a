import { isNodeId } from '@concordat/document';
import { DOMParser as ModelParser, Fragment, type Node, type Schema, Slice } from '@tiptap/pm/model';
import { cleanHtml, indexOfPlace, type PastedPicture } from './clean-html.js';
import type { LeftOut } from './left-out.js';

/** Why a paste is not taken at all; nothing of it is in the text. */
export type PasteRefusal = 'paste.too_large' | 'paste.too_many_rows';

/** Where in the slice a picture will stand: a paragraph that holds its caption, so that no word waits for a picture. */
interface Place {
  readonly place: Node;
  /** By which the paste refers to the picture. */
  readonly id: string | null;
}

/** A picture of a paste with its place. */
export type PlacedPicture = PastedPicture & Place;

/** A paste that fits a section. */
export interface Pasted {
  readonly slice: Slice;
  readonly pictures: readonly PlacedPicture[];
  readonly leftOut: LeftOut;
}

/** Markup beyond this would hold the page up; pictures within it are not counted, they travel apart. */
const mostMarkup = 4_000_000;
/** Words that the text takes at once, in UTF-16 code units. */
const mostWords = 600_000;
/** Words and structure as JSON, which is about three times what they weigh as one change. */
const mostContent = 1_500_000;
const mostElements = 40_000;
const mostRows = 1000;
const mostWhole = 80_000_000;

const pictureData = /data:image\/[a-z+.-]{1,20};base64,[A-Za-z0-9+/=\s]*/gi;

/** Reads the clipboard's HTML as something a section can hold, or says why not. Bounded in what it looks at. */
export function readPaste(
  html: string,
  schema: Schema,
  sectionId: string | null = null,
): Pasted | PasteRefusal {
  if (html.length > mostWhole) return 'paste.too_large';
  const data: string[] = [];
  // Pictures are put aside first, so that only words and structure are parsed.
  const markup = html.replace(pictureData, (found) => `data:image/aside,${data.push(found) - 1}`);
  if (markup.length > mostMarkup) return 'paste.too_large';
  if (rowsIn(markup) > mostRows) return 'paste.too_many_rows';
  const cleaned = cleanHtml(markup, { elements: mostElements, characters: mostWords, sectionId });
  if (cleaned === null) return 'paste.too_large';
  const { body, pictures, leftOut } = cleaned;
  const parsed = ModelParser.fromSchema(schema).parseSlice(body);
  const places = new Map<number, Place>();
  const content = withPlaces(parsed.content, schema, places);
  const slice = new Slice(
    content,
    Math.min(parsed.openStart, openDepth(content.firstChild, places)),
    Math.min(parsed.openEnd, openDepth(content.lastChild, places)),
  );
  if (JSON.stringify(content.toJSON()).length > mostContent) return 'paste.too_large';
  const placed = pictures.flatMap((picture) => {
    const place = places.get(picture.index);
    return place ? [{ ...picture, ...place, data: aside(picture.data, data) }] : [];
  });
  return { slice, leftOut, pictures: placed };
}

/** Puts a paragraph where a picture will stand: a figure comes into the text when the server has its picture. */
function withPlaces(content: Fragment, schema: Schema, places: Map<number, Place>): Fragment {
  const nodes: Node[] = [];
  content.forEach((node) => {
    const index = node.type.name === 'figure' ? indexOfPlace(node.attrs.image) : null;
    if (index === null) {
      nodes.push(node.isLeaf || node.isText ? node : node.copy(withPlaces(node.content, schema, places)));
      return;
    }
    const place = schema.nodes.paragraph?.create(null, node.firstChild?.content);
    if (!place) return;
    places.set(index, { place, id: isNodeId(node.attrs.id) ? node.attrs.id : null });
    nodes.push(place);
  });
  return Fragment.fromArray(nodes);
}

/** How deep an edge may be open: never into the place of a picture, or the place would be merged away. */
function openDepth(edge: Node | null, places: ReadonlyMap<number, Place>): number {
  return [...places.values()].some(({ place }) => place === edge) ? 0 : Number.POSITIVE_INFINITY;
}

const aside = (address: string | null, data: readonly string[]): string | null =>
  address === null ? null : (data[Number(/^data:image\/aside,(\d+)$/.exec(address)?.[1] ?? -1)] ?? null);

/** The longest table, counted in the source: cheap, and never fewer than there are. */
function rowsIn(markup: string): number {
  let [most, rows] = [0, 0];
  for (const [tag] of markup.matchAll(/<(?:table|tr)\b/gi)) {
    rows = /^<ta/i.test(tag) ? 0 : rows + 1;
    most = Math.max(most, rows);
  }
  return most;
}
