import { Controller } from '@nestjs/common';
import {
  assignSection,
  findInProposal,
  listSections,
  lockSection,
  readNumbering,
  readSection,
  readSectionText,
  reopenSection,
  requestTicket,
} from '@concordat/contracts';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { SectionFindingService } from './section-finding.service.js';
import { SectionNumberingService } from './section-numbering.service.js';
import { SectionTextService } from './section-text.service.js';
import { SectionService } from './section.service.js';

@Controller()
export class SectionController {
  constructor(
    private readonly sections: SectionService,
    private readonly texts: SectionTextService,
    private readonly numbering: SectionNumberingService,
    private readonly finding: SectionFindingService,
  ) {}

  @Serve(listSections)
  list(ctx: RequestContext, { params }: InputOf<typeof listSections>) {
    return this.sections.list(ctx, params.proposalId);
  }

  @Serve(readNumbering)
  numbers(ctx: RequestContext, { params }: InputOf<typeof readNumbering>) {
    return this.numbering.read(ctx, params.proposalId);
  }

  @Serve(findInProposal)
  find(ctx: RequestContext, { params, body }: InputOf<typeof findInProposal>) {
    return this.finding.find(ctx, params.proposalId, body);
  }

  @Serve(readSection)
  read(ctx: RequestContext, { params }: InputOf<typeof readSection>) {
    return this.sections.read(ctx, params.sectionId);
  }

  @Serve(readSectionText)
  text(ctx: RequestContext, { params }: InputOf<typeof readSectionText>) {
    return this.texts.read(ctx, params.sectionId);
  }

  @Serve(assignSection)
  assign(ctx: RequestContext, { params, body }: InputOf<typeof assignSection>) {
    return this.sections.assign(ctx, params.sectionId, body);
  }

  @Serve(lockSection)
  lock(ctx: RequestContext, { params, body }: InputOf<typeof lockSection>) {
    return this.sections.lock(ctx, params.sectionId, body.version);
  }

  @Serve(reopenSection)
  reopen(ctx: RequestContext, { params, body }: InputOf<typeof reopenSection>) {
    return this.sections.reopen(ctx, params.sectionId, body.version, body.reason);
  }

  @Serve(requestTicket)
  ticket(ctx: RequestContext, { params, body }: InputOf<typeof requestTicket>) {
    return this.sections.requestTicket(ctx, params.sectionId, body);
  }
}
