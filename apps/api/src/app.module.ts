import { type DynamicModule, Module } from '@nestjs/common';
import { entities } from './database/entities.js';
import { CollabModule } from './collab/collab.module.js';
import { AuditReadingModule } from './modules/audit/index.js';
import { CallModule } from './modules/call/index.js';
import { CommentModule } from './modules/comment/index.js';
import { DeadlineModule } from './modules/deadline/index.js';
import { HealthModule } from './modules/health/index.js';
import { IdentityModule } from './modules/identity/index.js';
import { SampleSignInModule } from './modules/sample/sample-sign-in.module.js';
import { ImageModule } from './modules/image/index.js';
import { ProposalModule } from './modules/proposal/index.js';
import { ReminderModule } from './modules/reminder/index.js';
import { SampleModule } from './modules/sample/index.js';
import { SectionModule } from './modules/section/index.js';
import { SectionReviewModule } from './modules/section-review/index.js';
import { SourceModule } from './modules/source/index.js';
import { SubmissionModule } from './modules/submission/index.js';
import { VersionModule } from './modules/version/index.js';
import { AuditModule } from './platform/audit/index.js';
import { AuthzModule } from './platform/authz/index.js';
import type { Config } from './platform/config/index.js';
import { type DatabaseAccess, DatabaseModule } from './platform/database/index.js';
import { HttpModule } from './platform/http/index.js';
import { LifecycleModule } from './platform/lifecycle/index.js';
import { AlarmModule } from './platform/observability/alarms/index.js';
import { ObservabilityModule } from './platform/observability/index.js';
import { OpenApiModule } from './platform/openapi/index.js';
import { OutboxModule } from './platform/outbox/index.js';
import { QueueModule } from './platform/queue/index.js';
import { LiveModule } from './platform/realtime/index.js';
import { SettingsModule } from './platform/settings/index.js';

/** The product's features, one line each. */
const features = [
  HealthModule,
  IdentityModule,
  SampleSignInModule,
  SampleModule,
  CallModule,
  ProposalModule,
  SectionModule,
  CollabModule,
  SectionReviewModule,
  VersionModule,
  CommentModule,
  ImageModule,
  SourceModule,
  DeadlineModule,
  SubmissionModule,
  AuditReadingModule,
  ReminderModule,
];

@Module({})
export class AppModule {
  static forRoot(config: Config, access: DatabaseAccess): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.forRoot(config),
        DatabaseModule.forRoot(access, entities),
        LifecycleModule,
        ObservabilityModule,
        HttpModule,
        AuthzModule,
        AuditModule,
        OutboxModule,
        AlarmModule,
        LiveModule,
        QueueModule.forRoot(config, access),
        OpenApiModule,
        ...features,
      ],
    };
  }
}
