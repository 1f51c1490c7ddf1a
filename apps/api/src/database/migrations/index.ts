import { Tables1700000000001 } from './0001-tables.js';
import { RowSecurity1700000000002 } from './0002-row-security.js';
import { IdentityDoors1700000000003 } from './0003-identity.js';
import { ReminderSending1700000000005 } from './0005-reminder.js';
import { ReceiptChain1700000000006 } from './0006-submission.js';
import { ProposalQuestions1700000000007 } from './0007-proposal.js';
import { SectionArchive1700000000008 } from './0008-archive.js';
import { SectionOwnership1700000000009 } from './0009-ownership.js';
import { IdentityLinks1700000000010 } from './0010-identity.js';
import { AuditChain1700000000011 } from './0011-audit.js';
import { SecondFactor1700000000012 } from './0012-second-factor.js';
import { Alarms1700000000013 } from './0013-alarm.js';
import { SectionAppend1700000000020 } from './0020-section-append.js';
import { Images1700000000028 } from './0028-image.js';
import { Comments1700000000030 } from './0030-comment.js';
import { SectionVersions1700000000032 } from './0032-section-version.js';
import { SectionAppendTogether1700000000034 } from './0034-section-append-together.js';
import { ReminderFolding1700000000036 } from './0036-reminder-folding.js';
import { ProposalSources1700000000039 } from './0039-proposal-source.js';

/** Every migration, oldest first. Explicit SQL; nothing is synchronised from entities. */
export const migrations = [
  Tables1700000000001,
  RowSecurity1700000000002,
  IdentityDoors1700000000003,
  ReminderSending1700000000005,
  ReceiptChain1700000000006,
  ProposalQuestions1700000000007,
  SectionArchive1700000000008,
  SectionOwnership1700000000009,
  IdentityLinks1700000000010,
  AuditChain1700000000011,
  SecondFactor1700000000012,
  Alarms1700000000013,
  SectionAppend1700000000020,
  Images1700000000028,
  Comments1700000000030,
  SectionVersions1700000000032,
  SectionAppendTogether1700000000034,
  ReminderFolding1700000000036,
  ProposalSources1700000000039,
];
