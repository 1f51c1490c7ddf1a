import { Controller, Res } from '@nestjs/common';
import { StreamableFile } from '@nestjs/common';
import {
  checkAudit,
  checkInstallationAudit,
  exportAudit,
  exportInstallationAudit,
  readAudit,
  readInstallationAudit,
} from '@concordat/contracts';
import type { Response } from 'express';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { type AuditFormat, auditFormats } from './audit-export.js';
import { AuditService } from './audit.service.js';

@Controller()
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Serve(readAudit)
  read(ctx: RequestContext, { params, query }: InputOf<typeof readAudit>) {
    return this.audit.read(ctx, params.proposalId, query);
  }

  @Serve(checkAudit)
  check(ctx: RequestContext, { params }: InputOf<typeof checkAudit>) {
    return this.audit.check(ctx, params.proposalId);
  }

  @Serve(exportAudit)
  export(
    ctx: RequestContext,
    { params, query }: InputOf<typeof exportAudit>,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.file(ctx, params.proposalId, query.format, response);
  }

  @Serve(readInstallationAudit)
  readInstallation(ctx: RequestContext, { query }: InputOf<typeof readInstallationAudit>) {
    return this.audit.read(ctx, null, query);
  }

  @Serve(checkInstallationAudit)
  checkInstallation(ctx: RequestContext, _input: InputOf<typeof checkInstallationAudit>) {
    return this.audit.check(ctx, null);
  }

  @Serve(exportInstallationAudit)
  exportInstallation(
    ctx: RequestContext,
    { query }: InputOf<typeof exportInstallationAudit>,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.file(ctx, null, query.format, response);
  }

  private async file(
    ctx: RequestContext,
    proposalId: string | null,
    format: AuditFormat,
    response: Response,
  ): Promise<StreamableFile> {
    const content = await this.audit.export(ctx, proposalId, format);
    response.setHeader('content-disposition', `attachment; filename="history.${auditFormats[format].name}"`);
    response.setHeader('content-security-policy', "default-src 'none'; sandbox");
    return new StreamableFile(content);
  }
}
