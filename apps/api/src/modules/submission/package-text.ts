import { Injectable } from '@nestjs/common';
import {
  baseOf,
  contentsOf,
  countWords,
  figuresIn,
  findLeftovers,
  isDescribed,
  isImageId,
  numberedParts,
  numberSections,
  readSection,
  type SectionJson,
  sectionOf,
  textHash,
} from '@concordat/document';
import type { Transaction } from '../../platform/database/index.js';
import { ImageRepository } from '../image/index.js';
import { SectionTextService } from '../section/index.js';
import { type OutlineRow, SubmissionRepository } from './submission.repository.js';

/** A node of the outline with its text at one position of its log. */
export interface PackagedSection {
  readonly row: OutlineRow;
  readonly level: 1 | 2 | 3;
  readonly document: SectionJson;
  readonly words: number;
  readonly leftovers: readonly string[];
  /** Its pictures: ids of those it shows, how many lack a description, how many the proposal does not have. */
  readonly figures: {
    readonly images: readonly string[];
    readonly notDescribed: number;
    readonly missing: number;
  };
  /** References whose target is gone from the proposal. */
  readonly lostReferences: number;
  /** SHA-256 of the text, 64 hexadecimal digits. */
  readonly textSha256: string;
}

/** Reads a proposal's text as it goes into a package: the base text, at the log position that the outline named. */
@Injectable()
export class PackageText {
  constructor(
    private readonly submissions: SubmissionRepository,
    private readonly texts: SectionTextService,
    private readonly images: ImageRepository,
  ) {}

  async read(tx: Transaction, proposalId: string): Promise<PackagedSection[]> {
    const outline = await this.submissions.outline(tx, proposalId);
    const parents = new Map(outline.map(({ id, parentId }) => [id, parentId]));
    const kept = new Set(await this.images.ids(tx, proposalId));
    const sections: Omit<PackagedSection, 'lostReferences'>[] = [];
    for (const row of outline) {
      const document = row.isGroup
        ? sectionOf([])
        : baseOf(readSection((await this.texts.at(tx, row.id, row.logSeq)).document));
      sections.push({
        row,
        level: levelOf(row.id, parents),
        document,
        words: countWords(document),
        leftovers: [...new Set(findLeftovers(document).map(({ found }) => found))],
        figures: figuresOf(document, kept),
        textSha256: Buffer.from(await textHash(document)).toString('hex'),
      });
    }
    return withLostReferences(sections);
  }
}

function figuresOf(document: SectionJson, kept: ReadonlySet<string>): PackagedSection['figures'] {
  const figures = figuresIn(document);
  const images = figures.map(({ image }) => image).filter(isImageId);
  return {
    images: images.filter((image) => kept.has(image)),
    notDescribed: figures.filter((figure) => !isDescribed(figure)).length,
    missing: figures.length - images.filter((image) => kept.has(image)).length,
  };
}

/** Only all sections together tell which references go nowhere. */
function withLostReferences(sections: readonly Omit<PackagedSection, 'lostReferences'>[]): PackagedSection[] {
  const numbers = numberSections(
    sections.map(({ row: { id, number, title }, document }) => ({
      ...{ id, number, title },
      contents: contentsOf(numberedParts(document)),
    })),
  );
  return sections.map((section) => {
    const references = numbers.sections.get(section.row.id)?.references ?? [];
    return { ...section, lostReferences: references.filter((label) => label === null).length };
  });
}

function levelOf(id: string, parents: ReadonlyMap<string, string | null>): 1 | 2 | 3 {
  const parent = parents.get(id) ?? null;
  if (parent === null) return 1;
  return (parents.get(parent) ?? null) === null ? 2 : 3;
}
