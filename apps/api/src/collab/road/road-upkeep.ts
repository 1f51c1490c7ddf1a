import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SectionOwnership } from '../ownership/index.js';
import { Revocation } from '../revocation.js';
import { Openings } from './openings.js';

/** Ends what may not stay open: rights that were taken, sections that another process owns from now on. */
@Injectable()
export class RoadUpkeep implements OnModuleInit {
  constructor(
    private readonly openings: Openings,
    private readonly revocation: Revocation,
    private readonly ownership: SectionOwnership,
  ) {}

  onModuleInit(): void {
    this.revocation.watchRoad(() =>
      this.openings.all().map((opening) => ({
        context: opening.context,
        readOnly: opening.readOnly,
        close: () => this.openings.end(opening),
        tell: (message) => opening.tell(message),
      })),
    );
    this.ownership.usedBy((sectionId) => this.openings.ofSection(sectionId).length > 0);
    this.ownership.onLost((sectionIds) => {
      for (const sectionId of sectionIds)
        for (const opening of this.openings.ofSection(sectionId)) this.openings.end(opening);
    });
  }
}
