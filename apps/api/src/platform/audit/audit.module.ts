import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.js';

/** Lets every feature write into the one record. */
@Global()
@Module({ providers: [Audit], exports: [Audit] })
export class AuditModule {}
