import { Inject, Injectable } from '@nestjs/common';
import { envelopeFor, type RenderedMail } from '@concordat/mail';
import { createTransport, type Transporter } from 'nodemailer';
import type { Config } from '../../platform/config/index.js';
import { CONFIG } from '../../platform/settings/index.js';

/** Below the lease of a claim, so that whoever waits for a silent server still owns what it sends. */
const patienceMs = 7000;

/** Hands mails to the operator's mail server; without one, mails stay in the mailbox of the product. */
@Injectable()
export class MailServer {
  private readonly transport: Transporter | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    if (config.smtpUrl === undefined) return;
    this.transport = createTransport({
      url: config.smtpUrl,
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  get isConfigured(): boolean {
    return this.transport !== undefined;
  }

  /** Throws the server's answer, or that it gave none in time. */
  async handOver(to: string, messageId: string, mail: RenderedMail): Promise<void> {
    if (!this.transport) throw new Error('No mail server is configured');
    const { from, headers, ...envelope } = envelopeFor(to, messageId, this.config.publicUrl);
    const sending = this.transport.sendMail({
      from,
      headers: { ...headers },
      to: envelope.to,
      messageId: envelope.messageId,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
    });
    await inTime(sending);
  }
}

async function inTime(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The mail server gave no answer in time')), patienceMs + 1000);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // A late answer of a connection that was given up on changes nothing any more.
    work.catch(() => undefined);
  }
}

/** Whether the server is there and only this recipient or this mail is refused. */
export function refusesOne(error: unknown): boolean {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown };
  return (
    (code === 'EENVELOPE' || code === 'EMESSAGE') && typeof responseCode === 'number' && responseCode >= 500
  );
}

/** The server's own words, on one line. */
export function serverAnswer(error: unknown): string {
  const answer: unknown =
    typeof error === 'object' && error !== null && 'response' in error ? error.response : undefined;
  const words = typeof answer === 'string' && answer !== '' ? answer : String((error as Error).message);
  return words.replace(/\s+/g, ' ').slice(0, 300);
}
