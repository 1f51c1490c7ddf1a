import type { Locator, Page } from 'playwright-core';

/** The text of a section as its writers see it. */
export function textOf(page: Page, number: string): Locator {
  return page.getByRole('textbox', { name: new RegExp(`^Text of section ${number},`) });
}

/** Opens a section's text and waits until it may be typed into. */
export async function openToWrite(page: Page, proposalId: string, section: { id: string; number: string }) {
  await page.goto(`/proposals/${proposalId}/sections/${section.id}`);
  const text = textOf(page, section.number);
  await text.and(page.locator('[contenteditable="true"]')).waitFor();
  return text;
}

/** Puts the caret at the end of a text, and waits until the editor has been told, as no hand is quick enough not to. */
export async function goToEnd(page: Page, text: Locator): Promise<void> {
  await page.keyboard.press('Control+End');
  await text.evaluate(() => new Promise((told) => requestAnimationFrame(() => setTimeout(told))));
}

/** Types a paragraph of its own at the end of a text. */
export async function writeAtEnd(page: Page, text: Locator, words: string): Promise<void> {
  await text.click();
  await goToEnd(page, text);
  await page.keyboard.press('Enter');
  await page.keyboard.type(words);
}

/** How many words the line below the text counts. */
export async function wordsCounted(page: Page): Promise<number> {
  const foot = await page.getByLabel('State of the text').innerText();
  return Number(/([\d,]+)\s*(?:\/|of|words)/.exec(foot)?.[1]?.replaceAll(',', ''));
}

/** Waits until the line below the text says that everything is saved. */
export async function untilSaved(page: Page): Promise<void> {
  await page.getByText(/^All changes saved \d\d:\d\d$/).waitFor();
}

/** Opens a panel beside the text. */
export async function openPanel(
  page: Page,
  name: 'Guidance' | 'Comments' | 'Suggestions' | 'Review' | 'History',
): Promise<Locator> {
  const aside = page.getByRole('complementary', { name: 'Beside the text' });
  await aside.getByRole('tab', { name }).click();
  return aside;
}
