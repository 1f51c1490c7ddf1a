/** What a mail server is handed: one recipient, no text of any user outside subject and body. */
export interface MailEnvelope {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  /** With angle brackets, the same each time the message goes out. */
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
}

const addressPattern = /^[^\s<>()[\]\\,;:"@]{1,64}@[A-Za-z0-9.-]{1,253}$/;

/**
 * Builds the envelope of one message. The address must be a bare one on one line; anything else is a bug of the caller
 * and throws a RangeError, so nothing can be smuggled into a header.
 */
export function envelopeFor(to: string, messageId: string, publicUrl: string): MailEnvelope {
  if (!addressPattern.test(to)) throw new RangeError('Not a bare mail address');
  if (!/^[A-Za-z0-9.-]+@[A-Za-z0-9.-]+$/.test(messageId)) throw new RangeError('Not a message id');
  const { hostname } = new URL(publicUrl);
  const domain = /^[\d.]+$|^\[|^localhost$/.test(hostname) ? 'concordat.localhost' : hostname;
  return {
    from: { name: 'Concordat', address: `no-reply@${domain}` },
    to,
    messageId: `<${messageId}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}
