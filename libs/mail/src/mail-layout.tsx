import type { MailContent } from './mail.types.js';

// Plain names only: quotes and angle brackets are escaped inside the element.
const css = [
  'body { margin: 0; padding: 24px; background: #ffffff; color: #16181d; font: 16px/1.5 Georgia, serif }',
  'main { max-width: 560px; margin: 0 auto }',
  'h1 { font-size: 24px; line-height: 1.25; font-weight: 400; margin: 16px 0 }',
  '.why, .foot { font: 13px/1.5 Arial, sans-serif; color: #4a4f58 }',
  '.facts { border-top: 1px solid #16181d; border-bottom: 1px solid #d5d5d2; padding: 12px 0; margin: 24px 0 }',
  '.facts dt { font: 13px/1.5 Arial, sans-serif; color: #4a4f58 }',
  '.facts dd { margin: 0 0 8px; font-weight: 600 }',
  '.act { display: inline-block; background: #5f2a6a; color: #ffffff; padding: 12px 20px; text-decoration: none; font: 600 15px Arial, sans-serif }',
].join('\n');

/** How every mail looks: why, what, the facts, one button. */
export function MailLayout({ content, preview }: { content: MailContent; preview: string }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{preview}</title>
        <style>{css}</style>
      </head>
      <body>
        <main>
          <p className="why">{content.why}</p>
          <h1>{content.heading}</h1>
          {content.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <dl className="facts">
            {content.facts.map(({ label, value }) => (
              <div key={`${label} ${value}`}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <p>
            <a className="act" href={content.button.href} rel="noreferrer" target="_blank">
              {content.button.label}
            </a>
          </p>
          <p className="foot">{content.footer}</p>
        </main>
      </body>
    </html>
  );
}
