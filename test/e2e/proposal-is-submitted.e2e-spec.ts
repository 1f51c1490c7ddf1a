import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { schemaVersion } from '@concordat/document';
import { checkout } from '../support/product.js';
import { ask, granted, ownProposal, type SectionLine, sectionOf } from './support/api.js';
import { textOf } from './support/desk.js';
import {
  beginJourney,
  describeJourney,
  expectAccessible,
  goTo,
  type Journey,
  screenOf,
} from './support/journey.js';
import { pastTheProduct } from './support/past-the-product.js';

const coordinator = 'Coordinator, Finland';
const rival = 'Coordinator, Spain';
const run = promisify(execFile);

interface Submission {
  readonly packages: readonly { readonly id: string; readonly number: number }[];
  readonly moves: readonly string[];
  readonly attempts: readonly { readonly outcome: string }[];
}

describeJourney('A proposal is submitted in time, and not afterwards', () => {
  let journey: Journey;
  let proposalId: string;
  let section: SectionLine;
  let receiptFile: string;
  beforeAll(async () => {
    journey = await beginJourney();
    const visitor = await journey.as(coordinator);
    proposalId = await ownProposal(visitor);
    section = await sectionOf(visitor, proposalId, 'D2');
  });
  afterAll(async () => {
    await journey?.end();
  });

  it('shows what must be fixed, what should be looked at and what is fine', async () => {
    const { page } = await journey.as(coordinator);
    await goTo(page, `/proposals/${proposalId}/submission`, 'Submission');
    for (const group of ['Must fix', 'Should look', 'Passed'])
      await page.getByRole('heading', { name: group }).waitFor();
    await page.getByText('F3 ', { exact: false }).first().waitFor();
    await page.getByText('Nothing is submitted yet.').waitFor();
    await expectAccessible(page);
  });

  it('is prepared: a PDF with its fingerprint', async () => {
    const { page } = await journey.as(coordinator);
    await page.getByRole('button', { name: 'Prepare version 1' }).click();
    await page.getByRole('heading', { name: 'Version 1', exact: true }).waitFor({ timeout: 60_000 });
    const arriving = page.waitForEvent('download');
    await page.getByRole('link', { name: /^Download .*\.pdf$/ }).click();
    const download = await arriving;
    const pdf = path.join(journey.room.folder, download.suggestedFilename());
    await download.saveAs(pdf);
    expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-');
    await expectAccessible(page);
  });

  it('is submitted, and everybody gets the receipt with number, time and fingerprints', async () => {
    const { page } = await journey.as(coordinator);
    await page.getByRole('button', { name: 'Submit version 1' }).click();
    const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await dialog.getByText(/17:00 Brussels/).waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Submit version 1' }).click();
    await page.getByText('Submitted, and the receipt stands.').waitFor();
    await page.getByRole('heading', { name: 'Receipt' }).waitFor();
    const shown = await page.getByRole('main').innerText();
    expect(shown).toMatch(/No\. \S+/);
    expect(shown).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
    expect(shown).toMatch(/\b[0-9a-f]{64}\b/);
    await expectAccessible(page);
  });

  it('gives a receipt that can be verified without the installation', async () => {
    const { page } = await journey.as(coordinator);
    const arriving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the receipt' }).click();
    const download = await arriving;
    receiptFile = path.join(journey.room.folder, download.suggestedFilename());
    await download.saveAs(receiptFile);
    const pdf = path.join(journey.room.folder, await pdfName(receiptFile));
    expect(await verify(receiptFile, pdf)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^VERIFIED/m),
    });
  });

  it('gives a receipt that fits nothing else', async () => {
    const changed = path.join(journey.room.folder, 'changed.json');
    const receipt = await readFile(receiptFile, 'utf8');
    await writeFile(
      changed,
      receipt.replace(/"decidedAt": ?"20/, (found) => found.replace('"20', '"19')),
    );
    expect(await verify(changed)).toMatchObject({ code: 1, said: expect.stringContaining('NOT VERIFIED') });
    const pdf = path.join(journey.room.folder, await pdfName(receiptFile));
    await writeFile(pdf, `${await readFile(pdf, 'latin1')} `, 'latin1');
    expect(await verify(receiptFile, pdf)).toMatchObject({ code: 1 });
  });

  it('has a text that no door changes any more', async () => {
    const visitor = await journey.as(coordinator);
    const { page } = visitor;
    await page.goto(`/proposals/${proposalId}/sections/${section.id}`);
    await textOf(page, 'D2').waitFor();
    expect(await textOf(page, 'D2').getAttribute('contenteditable')).toBe('false');
    await expectAccessible(page);
    const { mode } = await granted<{ mode: string }>(visitor, 'POST', `/sections/${section.id}/tickets`, {
      deviceId: crypto.randomUUID(),
      schemaVersion,
    });
    expect(mode).toBe('read');
    await expect(
      pastTheProduct(
        journey,
        `insert into section_update select (jsonb_populate_record(u, jsonb_build_object('seq', u.seq + 1000))).*
         from section_update u where proposal_id = $1 limit 1`,
        [proposalId],
      ),
    ).rejects.toThrow();
  });

  it('cannot be submitted twice', async () => {
    const visitor = await journey.as(coordinator);
    const { packages } = await granted<Submission>(visitor, 'GET', `/proposals/${proposalId}/submission`);
    const again = await ask(visitor, 'POST', `/proposals/${proposalId}/submissions`, {
      packageId: packages[0]?.id,
      idempotencyKey: crypto.randomUUID(),
    });
    expect(again.status).toBe(409);
  });

  it('is refused after the cut-off, with a sentence to act on', async () => {
    const visitor = await journey.as(rival);
    const { page } = visitor;
    const own = await ownProposal(visitor);
    await goTo(page, `/proposals/${own}/submission`, 'Submission');
    await page.getByRole('button', { name: 'Prepare version 1' }).click();
    await page.getByRole('button', { name: 'Submit version 1' }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Submit version 1' }).click();
    const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await dialog.getByRole('button', { name: 'Submit version 1' }).waitFor();
    await pastTheProduct(
      journey,
      `update cut_off set at = clock_timestamp() - interval '1 minute' where id = (select cut_off_id from proposal where id = $1)`,
      [own],
    );
    await dialog.getByRole('button', { name: 'Submit version 1' }).click();
    await dialog
      .getByText(/cut-off/i)
      .first()
      .waitFor();
    await dialog.getByText('Nothing was changed').first().waitFor();
    await expectAccessible(page);
    await page.reload();
    await screenOf(page, 'Submission');
    await page.getByText('The cut-off has passed. Nothing can be submitted any more.').waitFor();
    expect(await page.getByRole('button', { name: /^Submit version/ }).count()).toBe(0);
    const { attempts } = await granted<Submission>(visitor, 'GET', `/proposals/${own}/submission`);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['cut_off.passed']);
    expect(journey.complaints()).toEqual([]);
  });
});

async function pdfName(receipt: string): Promise<string> {
  const { manifest } = JSON.parse(await readFile(receipt, 'utf8')) as {
    manifest: { files: { name: string; mediaType: string }[] };
  };
  const pdf = manifest.files.find(({ mediaType }) => mediaType === 'application/pdf');
  if (!pdf) throw new Error('The receipt names no PDF.');
  return pdf.name;
}

/** What `npm run concordat -- verify-receipt` says, and its exit code. */
async function verify(...files: string[]): Promise<{ code: number; said: string }> {
  const command = [path.join(checkout, 'tools/concordat.mjs'), 'verify-receipt', ...files];
  return run(process.execPath, command, { cwd: checkout }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, said: error.stdout }),
  );
}
