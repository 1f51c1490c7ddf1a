import type { Page } from 'playwright-core';

/** The text of the open section. */
export const textOf = (page: Page) => page.getByRole('textbox', { name: /^Text of section/ });

/** Waits until the page says that the server has everything. */
export const saved = (page: Page) => page.getByText(/^All changes saved \d\d:\d\d$/).waitFor();

/** Waits until the text can be written in and is the server's. */
export async function readyToWrite(page: Page): Promise<void> {
  await page.locator('[contenteditable="true"]').waitFor();
  await saved(page);
}

export async function writeAtStart(page: Page, words: string): Promise<void> {
  await textOf(page).locator('p').first().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(words);
}

export async function writeAtEnd(page: Page, words: string): Promise<void> {
  await textOf(page).locator('p').last().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(words);
}

/** Puts words in at once, as by pasting: what is refused is then all of them. */
export async function insertAtEnd(page: Page, words: string): Promise<void> {
  await textOf(page).locator('p').last().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(words);
}

/** The texts that this browser keeps. */
export const keptTexts = (page: Page): Promise<string[]> =>
  page.evaluate(async () =>
    (await indexedDB.databases())
      .map(({ name }) => name ?? '')
      .filter((name) => name.startsWith('concordat-text-')),
  );
