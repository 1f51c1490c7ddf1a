import type { SectionJson } from '@concordat/document';
import { deriveLabels } from './derive-labels.js';

/** One node of the outline, in reading order. A group of sections has an empty document. */
export interface TypesetSection {
  /** The section's id, by which other sections refer to it. */
  readonly id: string;
  /** As the call's template numbers it, `2.1`; empty for an unnumbered section. */
  readonly number: string;
  readonly title: string;
  /** 1 for the outermost. Headings inside the text come below it. */
  readonly level: 1 | 2 | 3;
  /** The base text: pending suggestions rejected. */
  readonly document: SectionJson;
}

/** A picture that figures name by its id. */
export interface TypesetImage {
  readonly id: string;
  readonly mediaType: 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array;
}

/** What is printed, and how it is marked. Everything in it is data: markup characters stay what they are. */
export interface TypesetInput {
  readonly acronym: string;
  readonly title: string;
  /** The call's identifier, as the authority writes it. */
  readonly call: string;
  /** Lines of the title page in order, such as cut-off (the published label), coordinator, partners. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Organisations or states for the file's author field. */
  readonly authors: readonly string[];
  /** `draft` or `practice` is written across every page and explained on the first; null for what is submitted. */
  readonly mark: 'draft' | 'practice' | null;
  readonly sections: readonly TypesetSection[];
  /** Pictures of the figures. One that is missing is said to be so in its place. */
  readonly images: readonly TypesetImage[];
  /** The moment written into the file. Equal input with an equal moment gives equal bytes. */
  readonly producedAt: Date;
}

const markSentences = {
  draft: 'This is a draft. It has not been submitted and may change.',
  practice: 'This is a practice proposal. It answers no real call and is never sent to an authority.',
} as const;

/** Where the typesetter reads a picture. */
export const imagePath = ({ id, mediaType }: TypesetImage): string =>
  `/images/${id}.${mediaType === 'image/png' ? 'png' : 'jpg'}`;

/** The input as the JSON that the template reads. */
export function templateData(input: TypesetInput): string {
  const { producedAt: at, mark, images } = input;
  return JSON.stringify({
    ...input,
    ...deriveLabels(input.sections),
    // By id, where the typesetter finds them; their bytes go beside the data.
    images: Object.fromEntries(images.map((image) => [image.id, imagePath(image)])),
    markSentence: mark ? markSentences[mark] : '',
    producedAt: [
      at.getUTCFullYear(),
      at.getUTCMonth() + 1,
      at.getUTCDate(),
      at.getUTCHours(),
      at.getUTCMinutes(),
      at.getUTCSeconds(),
    ],
  });
}
