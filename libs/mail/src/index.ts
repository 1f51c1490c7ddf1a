export { contentOf } from './contents.js';
export { envelopeFor, type MailEnvelope } from './envelope.js';
export type {
  MailContent,
  MailDeadline,
  MailFacts,
  MailMoment,
  MailProposal,
  MailReader,
  MailSection,
  MissedReminders,
  RenderedMail,
} from './mail.types.js';
export { renderMail } from './render-mail.js';
