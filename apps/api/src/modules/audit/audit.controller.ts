import { Controller } from '@nestjs/common';
import { readAudit } from '@concordat/contracts';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { AuditService } from './audit.service.js';

@Controller()
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Serve(readAudit)
  read(ctx: RequestContext, { params, query }: InputOf<typeof readAudit>) {
    return this.audit.read(ctx, params.proposalId, query);
  }
}
