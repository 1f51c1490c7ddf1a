import { createHash, randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { type Manifest, manifestText, packageFileName, publishedLabel } from '@concordat/domain';
import { closeTypesetter, type Typeset, TypesetRefusal, typesetProposal } from '@concordat/typeset';
import { Refusal } from '../../platform/errors/index.js';
import type { KeptImage } from '../image/index.js';
import { stateBrief } from '../proposal/index.js';
import { runChecks } from './checklist.js';
import type { NewPackage } from './package.repository.js';
import type { PackagedSection } from './package-text.js';
import type { SubmissionProposal } from './submission.repository.js';

/** What a package is made of: read in one moment, used after that without the database. */
export interface PackageSource {
  readonly proposal: SubmissionProposal;
  readonly sections: readonly PackagedSection[];
  /** The pictures that the sections show. */
  readonly images: readonly KeptImage[];
  readonly number: number;
  readonly at: Date;
  readonly preparedBy: string;
}

/** Turns a text into a package: PDF, checks, manifest. Takes seconds and holds neither connection nor lock. */
@Injectable()
export class PackageMaker implements OnModuleDestroy {
  private readonly log = new Logger(PackageMaker.name);

  async make(source: PackageSource): Promise<NewPackage> {
    const { proposal, sections, number, at } = source;
    const { pdf, pages } = await this.typeset(source);
    const bytes = Buffer.from(pdf);
    const sha256 = createHash('sha256').update(bytes).digest();
    const file = {
      id: randomUUID(),
      name: packageFileName(proposal.acronym, number, at),
      mediaType: 'application/pdf',
      sha256,
      bytes,
    };
    const manifest = manifestText(manifestOf(source, [file]));
    return {
      id: randomUUID(),
      proposalId: proposal.id,
      number,
      draftNumber: proposal.draftNumber,
      preparedBy: source.preparedBy,
      preparedAt: at,
      sectionSeqs: Object.fromEntries(written(sections).map(({ row }) => [row.id, row.logSeq])),
      checks: runChecks(proposal, sections, pages),
      manifest,
      manifestSha256: createHash('sha256').update(manifest).digest(),
      pages,
      files: [file],
    };
  }

  async onModuleDestroy(): Promise<void> {
    await closeTypesetter();
  }

  private async typeset({ proposal, sections, images, at }: PackageSource): Promise<Typeset> {
    try {
      return await typesetProposal({
        acronym: proposal.acronym,
        title: proposal.title,
        call: proposal.callIdentifier ?? '',
        facts: factsOf(proposal),
        authors: proposal.memberStates.map((code) => stateBrief(code).name),
        mark: markOf(proposal),
        sections: sections.map(({ row, level, document }) => ({
          id: row.id,
          number: row.number,
          title: row.title,
          level,
          document,
        })),
        images,
        producedAt: at,
      });
    } catch (error) {
      if (!(error instanceof TypesetRefusal)) throw error;
      this.log.error(`No PDF of proposal ${proposal.id}: ${error.code} ${error.detail}`);
      throw new Refusal(error.code === 'typeset.too_slow' ? 'package.too_slow' : 'package.failed');
    }
  }
}

const written = (sections: readonly PackagedSection[]): PackagedSection[] =>
  sections.filter(({ row }) => !row.isGroup);

/** A practice proposal says so on every page, frozen or not; an open text is a draft. */
function markOf({ origin, frozenAt }: SubmissionProposal): 'practice' | 'draft' | null {
  if (origin === 'practice') return 'practice';
  return frozenAt === null ? 'draft' : null;
}

function factsOf(proposal: SubmissionProposal): { name: string; value: string }[] {
  const [, ...partners] = proposal.memberStates.map((code) => stateBrief(code).name);
  return [
    {
      name: 'Cut-off',
      value: proposal.cutOffLabel ?? publishedLabel(proposal.cutOffAt, proposal.cutOffZone),
    },
    { name: 'Coordinator', value: stateBrief(proposal.coordinatingState).name },
    ...(proposal.hostingEntity ? [{ name: 'Hosting entity', value: proposal.hostingEntity }] : []),
    ...(partners.length > 0 ? [{ name: 'Partners', value: partners.join(', ') }] : []),
  ];
}

function manifestOf({ proposal, sections, number, at }: PackageSource, files: NewPackage['files']): Manifest {
  return {
    format: 'concordat-manifest-1',
    proposalId: proposal.id,
    acronym: proposal.acronym,
    callIdentifier: proposal.callIdentifier ?? '',
    cutOffAt: proposal.cutOffAt.toISOString(),
    packageNumber: number,
    preparedAt: at.toISOString(),
    practice: proposal.origin === 'practice',
    sections: written(sections).map(({ row, words, textSha256 }) => ({
      sectionId: row.id,
      number: row.number,
      title: row.title,
      words,
      logPosition: row.logSeq,
      textSha256,
    })),
    files: files.map(({ name, mediaType, bytes, sha256 }) => ({
      name,
      mediaType,
      bytes: bytes.length,
      sha256: sha256.toString('hex'),
    })),
  };
}
