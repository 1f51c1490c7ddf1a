import { Controller } from '@nestjs/common';
import { changeSources, readSources } from '@concordat/contracts';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { SourceService } from './source.service.js';

@Controller()
export class SourceController {
  constructor(private readonly sources: SourceService) {}

  @Serve(readSources)
  list(ctx: RequestContext, { params }: InputOf<typeof readSources>) {
    return this.sources.list(ctx, params.sectionId);
  }

  @Serve(changeSources)
  change(ctx: RequestContext, { params, body }: InputOf<typeof changeSources>) {
    return this.sources.change(ctx, params.sectionId, body);
  }
}
