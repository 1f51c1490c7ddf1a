import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

/** A mail as a server took it. */
export interface TakenMail {
  readonly to: readonly string[];
  readonly raw: string;
  readonly messageId: string;
}

/** What the server does with the next mails. */
export type Manner = 'take' | 'refuse' | 'stall' | 'take and say nothing';

/** A real mail server on a free port, whose manners a test chooses. */
export class MailServerForTests {
  manner: Manner = 'take';
  readonly taken: TakenMail[] = [];
  private readonly server: SMTPServer;

  constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) => {
        if (this.manner !== 'refuse') return done();
        done(Object.assign(new Error('No such mailbox here'), { responseCode: 550 }));
      },
      onData: (stream, { envelope }, done) => {
        const to = envelope.rcptTo.map(({ address }) => address);
        void this.take(stream, to, done);
      },
    });
    // Clients that were killed or gave up cut their connections.
    this.server.on('error', () => undefined);
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.server.address();
    if (typeof address !== 'object' || !address) throw new Error('The mail server got no port');
    return `smtp://127.0.0.1:${address.port}`;
  }

  to(address: string): TakenMail[] {
    return this.taken.filter((mail) => mail.to.includes(address));
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async take(stream: SMTPServerDataStream, to: string[], done: () => void): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString('utf8');
    if (this.manner === 'stall') return;
    this.taken.push({ to, raw, messageId: /^message-id: *(.*)$/im.exec(raw)?.[1]?.trim() ?? '' });
    if (this.manner === 'take') done();
  }
}
