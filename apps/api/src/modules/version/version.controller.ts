import {
  compareVersions,
  listVersions,
  nameVersion,
  noteReading,
  renameVersion,
  restoreVersion,
} from '@concordat/contracts';
import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import { SectionOwner } from '../../collab/road/index.js';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { RestoreService } from './restore.service.js';
import { VersionService } from './version.service.js';

@Controller()
export class VersionController {
  constructor(
    private readonly versions: VersionService,
    private readonly restoring: RestoreService,
    private readonly owner: SectionOwner,
  ) {}

  @Serve(listVersions)
  list(ctx: RequestContext, { params }: InputOf<typeof listVersions>) {
    return this.versions.list(ctx, params.sectionId);
  }

  @Serve(nameVersion)
  name(ctx: RequestContext, { params, body }: InputOf<typeof nameVersion>) {
    return this.versions.name(ctx, params.sectionId, body);
  }

  @Serve(renameVersion)
  rename(ctx: RequestContext, { params, body }: InputOf<typeof renameVersion>) {
    return this.versions.rename(ctx, params.sectionId, params.versionId, body);
  }

  @Serve(compareVersions)
  compare(ctx: RequestContext, { params, query }: InputOf<typeof compareVersions>) {
    return this.versions.compare(ctx, params.sectionId, query);
  }

  @Serve(restoreVersion)
  async restore(ctx: RequestContext, { params }: InputOf<typeof restoreVersion>, @Req() request: Request) {
    await this.restoring.admit(ctx, params.sectionId, params.versionId);
    const owner = await this.owner.elsewhere(params.sectionId, request);
    if (owner) return this.owner.ask(restoreVersion, owner, request, undefined);
    return this.restoring.restore(ctx, params.sectionId, params.versionId);
  }

  @Serve(noteReading)
  async read(ctx: RequestContext, { params }: InputOf<typeof noteReading>) {
    await this.versions.noteReading(ctx, params.sectionId);
    return {};
  }
}
