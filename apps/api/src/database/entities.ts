import { AccountLink } from '../modules/identity/account-link.entity.js';
import { Alarm } from '../platform/observability/alarms/alarm.entity.js';
import { AuditEvent } from '../platform/audit/audit-event.entity.js';
import { AuditLink } from '../platform/audit/audit-link.entity.js';
import { Call } from '../modules/call/call.entity.js';
import { CallCutOff } from '../modules/call/call-cut-off.entity.js';
import { ClientBinding } from '../modules/section/client-binding.entity.js';
import { CollabProcess } from '../collab/ownership/collab-process.entity.js';
import { CollabTicket } from '../modules/section/collab-ticket.entity.js';
import { CommentMessage } from '../modules/comment/comment-message.entity.js';
import { CommentNotice } from '../modules/comment/comment-notice.entity.js';
import { CommentThread } from '../modules/comment/comment-thread.entity.js';
import { ConsortiumMember } from '../modules/proposal/consortium-member.entity.js';
import { CutOff } from '../modules/call/cut-off.entity.js';
import { CutOffMove } from '../modules/call/cut-off-move.entity.js';
import { Deadline } from '../modules/deadline/deadline.entity.js';
import { Image } from '../modules/image/image.entity.js';
import { InstallationFact } from '../platform/database/installation-fact.entity.js';
import { Invitation } from '../modules/identity/invitation.entity.js';
import { LetterOfInterest } from '../modules/call/letter-of-interest.entity.js';
import { MailboxMessage } from '../modules/reminder/mailbox-message.entity.js';
import { Membership } from '../modules/proposal/membership.entity.js';
import { Outbox } from '../platform/outbox/outbox.entity.js';
import { Package } from '../modules/submission/package.entity.js';
import { PackageFile } from '../modules/submission/package-file.entity.js';
import { Person } from '../modules/identity/person.entity.js';
import { Proposal } from '../modules/proposal/proposal.entity.js';
import { ReminderOccurrence } from '../modules/reminder/reminder-occurrence.entity.js';
import { ReminderPlan } from '../modules/reminder/reminder-plan.entity.js';
import { ReviewRequest } from '../modules/section-review/review-request.entity.js';
import { ReviewRound } from '../modules/section-review/review-round.entity.js';
import { ProposalSource } from '../modules/source/proposal-source.entity.js';
import { Section } from '../modules/section/section.entity.js';
import { SectionContributor } from '../modules/section/section-contributor.entity.js';
import { SectionSnapshot } from '../modules/section/section-snapshot.entity.js';
import { SectionUpdateArchive } from '../modules/section/section-update-archive.entity.js';
import { SectionUpdate } from '../modules/section/section-update.entity.js';
import { AuthenticatorApp } from '../modules/identity/second-factor/authenticator-app.entity.js';
import { Passkey } from '../modules/identity/second-factor/passkey.entity.js';
import { PasskeyChallenge } from '../modules/identity/second-factor/passkey-challenge.entity.js';
import { PendingSignIn } from '../modules/identity/second-factor/pending-sign-in.entity.js';
import { RecoveryCode } from '../modules/identity/second-factor/recovery-code.entity.js';
import { SectionReading } from '../modules/version/section-reading.entity.js';
import { SectionVersion } from '../modules/version/section-version.entity.js';
import { Session } from '../modules/identity/session.entity.js';
import { SignInAttempt } from '../modules/identity/sign-in-attempt.entity.js';
import { Submission } from '../modules/submission/submission.entity.js';
import { SubmissionAttempt } from '../modules/submission/submission-attempt.entity.js';
import { Verdict } from '../modules/section-review/verdict.entity.js';

/** Every table of the product; TypeORM discovers nothing by itself. */
export const entities = [
  InstallationFact,
  Person,
  Session,
  SignInAttempt,
  AccountLink,
  PendingSignIn,
  AuthenticatorApp,
  Passkey,
  PasskeyChallenge,
  RecoveryCode,
  Invitation,
  Call,
  CutOff,
  CallCutOff,
  CutOffMove,
  LetterOfInterest,
  Proposal,
  ConsortiumMember,
  Membership,
  Section,
  SectionContributor,
  SectionUpdate,
  SectionUpdateArchive,
  SectionSnapshot,
  Image,
  ProposalSource,
  SectionVersion,
  SectionReading,
  ClientBinding,
  CollabTicket,
  CollabProcess,
  ReviewRound,
  ReviewRequest,
  Verdict,
  CommentThread,
  CommentMessage,
  CommentNotice,
  Deadline,
  ReminderPlan,
  ReminderOccurrence,
  MailboxMessage,
  Package,
  PackageFile,
  Submission,
  SubmissionAttempt,
  AuditEvent,
  Alarm,
  AuditLink,
  Outbox,
];
