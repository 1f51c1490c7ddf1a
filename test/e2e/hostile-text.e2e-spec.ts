import { createHash, randomUUID } from 'node:crypto';
import { appendBlocks, fragmentOf } from '@concordat/document';
import { recordFigures } from '@concordat/testing';
import type { Page } from 'playwright-core';
import * as Y from 'yjs';
import { beginJourney, describeJourney, goTo, type Journey } from './support/journey.js';
import { pastTheProduct } from './support/past-the-product.js';
import { findPlace, type Place, screens } from './support/screens.js';

/** Each would call `executed()` if the page took it for anything but text. */
const payloads: readonly string[] = [
  `<script>executed(1)</script>`,
  `"><script>executed(2)</script>`,
  `</title><script>executed(3)</script>`,
  `</textarea><svg/onload=executed(4)>`,
  `<img src=x onerror=executed(5)>`,
  `<img src="/x" onerror="executed(6)" alt=">`,
  `<svg><animate onbegin=executed(7) attributeName=x dur=1s>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=executed(8)>`,
  `<iframe srcdoc="<script>parent.executed(9)</script>"></iframe>`,
  `<a href="javascript:executed(10)">click</a>`,
  `javascript:executed(11)`,
  `JaVaScRiPt:executed(12)//`,
  `data:text/html,<script>opener.executed(13)</script>`,
  `{{constructor.constructor('executed(14)')()}}`,
  '${executed(15)}',
  `' autofocus onfocus=executed(16) x='`,
  `" onmouseover="executed(17)" style="position:fixed;inset:0" x="`,
  `--><img src=x onerror=executed(18)>`,
  `]]><script>executed(19)</script>`,
  `<details open ontoggle=executed(20)>`,
  `<video><source onerror=executed(21)>`,
  `<body onload=executed(22)>`,
  `<meta http-equiv="refresh" content="0;url=javascript:executed(23)">`,
  `<object data="javascript:executed(24)">`,
  `<form action="javascript:executed(25)"><button>send</button></form>`,
  `<base href="https://elsewhere.example/">`,
  `<link rel=stylesheet href="https://elsewhere.example/x.css">`,
  `<style>@import 'https://elsewhere.example/y.css';</style>`,
  `<x contenteditable onblur=executed(26)>blur</x>`,
  `\u202e<script>executed(27)</script>\u2028`,
  `<noscript><p title="</noscript><img src=x onerror=executed(28)>">`,
  `%3Cscript%3Eexecuted(29)%3C/script%3E`,
];

/** Columns that hold what people wrote, by name; addresses, codes and states have their own forms. */
const writtenByPeople =
  /^(acronym|title|display_name|name|note|text|body|reason|ask|label|subject|detail|comment|summary|guidance|quote|heading|organisation|device_name|description|caption|source_note|body_text|freeze_reason|custom_label)$/;

interface Column {
  readonly table: string;
  readonly column: string;
}

/** Writes the payloads over everything that people wrote, in every table, past all doors and triggers. */
async function poison(journey: Journey): Promise<{ columns: number; rows: number }> {
  const { rows } = await pastTheProduct(
    journey,
    `select c.table_name as "table", c.column_name as "column" from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type in ('text', 'character varying')`,
  );
  const columns = (rows as unknown as Column[]).filter(({ column }) => writtenByPeople.test(column));
  let touched = 0;
  let poisoned = 0;
  for (const { table, column } of columns) {
    // Append-only tables too: no trigger fires in this mode.
    const { rowCount } = await pastTheProduct(
      journey,
      `with corpus as (select $1::text[] as payloads)
       update "${table}" set "${column}" = (select payloads[1 + mod(abs(hashtext("${table}"::text || '${column}')), array_length(payloads, 1))] from corpus)
       where "${column}" is not null and "${column}" <> ''`,
      [payloads.map((payload) => payload.replaceAll('\u0000', ''))],
      'session_replication_role = replica',
    ).catch((error: unknown) => {
      // A column with a form of its own is no free text.
      if ((error as { code?: string }).code?.startsWith('23')) return { rowCount: 0 };
      throw error;
    });
    touched += rowCount ?? 0;
    if (rowCount) poisoned += 1;
  }
  return { columns: poisoned, rows: touched };
}

/** Puts the payloads into a section's text, and links that no editor of ours makes, past the gate. */
async function poisonSection(journey: Journey, { proposalId, sectionId }: Place): Promise<void> {
  const doc = new Y.Doc();
  appendBlocks(
    doc,
    payloads.map((text) => ({ type: 'paragraph' as const, text })),
  );
  for (const href of ['javascript:executed(31)', 'data:text/html,<script>executed(32)</script>']) {
    const paragraph = new Y.XmlElement('paragraph');
    const text = new Y.XmlText();
    paragraph.insert(0, [text]);
    fragmentOf(doc).push([paragraph]);
    text.insert(0, 'a link', { link: { href } });
  }
  const bytes = Buffer.from(Y.encodeStateAsUpdate(doc));
  await pastTheProduct(
    journey,
    `with head as (update section set log_seq = log_seq + 1 where id = $2 returning log_seq, owner_epoch)
     insert into section_update (proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes)
     select $1, $2, log_seq, owner_epoch, (select person_id from membership where proposal_id = $1 limit 1), $3, $4, $5 from head`,
    [proposalId, sectionId, randomUUID(), createHash('sha256').update(bytes).digest(), bytes],
    'session_replication_role = replica',
  );
}

/** What the page has become: things that only markup from a payload could have made. */
async function injected(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const bad =
      'main script, main base, main meta, main object, main iframe:not([sandbox]), main animate, main math, main noscript, main video, x, ' +
      'a[href^="javascript" i], a[href^="data:" i], form[action^="javascript" i]';
    const handlers = [...document.querySelectorAll('*')].filter((element) =>
      element.getAttributeNames().some((name) => name.startsWith('on')),
    );
    return [...document.querySelectorAll(bad), ...handlers].map(({ outerHTML }) => outerHTML.slice(0, 160));
  });
}

describeJourney('Whatever people have written stays text on every screen', () => {
  let journey: Journey;
  let place: Place;
  let poisoned: { columns: number; rows: number };
  const executed: string[] = [];
  const elsewhere: string[] = [];
  let shown = 0;
  let visited = 0;
  beforeAll(async () => {
    journey = await beginJourney();
    place = await findPlace(journey);
    // Everybody signs in by their name, which is text like any other: before it is overwritten.
    for (const by of new Set(screens.map(({ by: who }) => who))) if (by !== null) await journey.as(by);
    await poisonSection(journey, place);
    poisoned = await poison(journey);
  });
  afterAll(async () => {
    recordFigures({
      document: 'assurance',
      section: 'hostile-text',
      title: 'Scripts in what people write',
      how:
        `${payloads.length} payloads written over every text of people in every table, past all doors, and into a section's ` +
        `log with links that no editor makes; then every screen in headless Chromium. Anything executed, requested ` +
        `elsewhere, reported by the content security policy or found as an element counts.`,
      rows: [
        {
          'columns poisoned': poisoned.columns,
          'texts poisoned': poisoned.rows,
          'screens visited': visited,
          'screens that showed payloads': shown,
          executed: executed.length,
          'requests elsewhere': elsewhere.length,
        },
      ],
    });
    await journey?.end();
  });

  it.each(screens)('$route, seen by $by', async ({ route, by, address }) => {
    const { page, complaints } = by === null ? await journey.arrive() : await journey.as(by);
    const before = complaints.length;
    await page
      .exposeFunction('executed', (which: unknown) => executed.push(`${route}: ${String(which)}`))
      .catch(
        () => undefined, // This browser has it from an earlier screen.
      );
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => executed.push(`${route}: dialog`)));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (/^https?:$/.test(protocol) && origin !== new URL(journey.address).origin)
        elsewhere.push(request.url());
    });
    await goTo(page, address?.(place) ?? route);
    visited += 1;
    const text = await page.locator('body').innerText();
    if (/executed\(\d+\)|elsewhere\.example/.test(text)) shown += 1;
    expect(await injected(page)).toEqual([]);
    expect({ executed, elsewhere, complaints: complaints.slice(before) }).toEqual({
      executed: [],
      elsewhere: [],
      complaints: [],
    });
    if (by === null) await page.close();
  });

  it('was shown on most screens, or the others prove nothing', () => {
    console.log(
      `${poisoned.rows} texts in ${poisoned.columns} columns; shown on ${shown} of ${visited} screens`,
    );
    expect(poisoned.columns).toBeGreaterThan(10);
    expect(shown).toBeGreaterThan(visited / 2);
  });
});
