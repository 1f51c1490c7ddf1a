import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { contentOf } from './contents.js';
import { MailLayout } from './mail-layout.js';
import type { MailContent, MailFacts, MailReader, RenderedMail } from './mail.types.js';

/** What mail programs lay a page out by. */
const doctype =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

/**
 * Writes a mail for its reader: subject on one line, a text part that says everything, and the same as HTML. At once and
 * without streams: those that React has for Node turn on the tracking of everything asynchronous, for the whole process
 * and for good, and live text pays for it at each key.
 */
export function renderMail(facts: MailFacts, reader: MailReader): RenderedMail {
  const content = contentOf(facts, reader);
  return {
    subject: content.subject,
    text: textOf(content),
    html: doctype + renderToStaticMarkup(createElement(MailLayout, { content, preview: content.subject })),
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
