import { render } from '@react-email/render';
import { createElement } from 'react';
import { contentOf } from './contents.js';
import { MailLayout } from './mail-layout.js';
import type { MailContent, MailFacts, MailReader, RenderedMail } from './mail.types.js';

/** Writes a mail for its reader: subject on one line, a text part that says everything, and the same as HTML. */
export async function renderMail(facts: MailFacts, reader: MailReader): Promise<RenderedMail> {
  const content = contentOf(facts, reader);
  return {
    subject: content.subject,
    text: textOf(content),
    html: await render(createElement(MailLayout, { content, preview: content.subject })),
  };
}

function textOf({ why, heading, lines, facts, button, footer }: MailContent): string {
  return [
    why,
    '',
    heading,
    '',
    ...lines,
    '',
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    '',
    `${button.label}: ${button.href}`,
    '',
    footer,
    '',
  ].join('\n');
}
