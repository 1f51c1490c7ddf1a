import { ownProposal, type SectionLine, sectionOf } from './support/api.js';
import { openPanel, textOf } from './support/desk.js';
import { beginJourney, describeJourney, expectAccessible, goTo, type Journey } from './support/journey.js';

const coordinator = 'Coordinator, Finland';
const reviewer = 'Reviewer, Poland';
const ours = 'Between ourselves: forty is too many.';

describeJourney('States comment on a section', () => {
  let journey: Journey;
  let proposalId: string;
  let section: SectionLine;
  beforeAll(async () => {
    journey = await beginJourney();
    const visitor = await journey.as(coordinator);
    proposalId = await ownProposal(visitor);
    section = await sectionOf(visitor, proposalId, 'D2');
  });
  afterAll(async () => {
    await journey?.end();
  });

  it('names somebody of another state by keyboard, and keeps the words when their text goes', async () => {
    const { page } = await journey.as(coordinator);
    await goTo(page, `/proposals/${proposalId}/sections/${section.id}`, /D2/);
    const text = textOf(page, 'D2');
    await text.getByText('The service centre is forty people').dblclick({ position: { x: 40, y: 10 } });
    await page.keyboard.press('Control+Alt+m');
    const panel = await openPanel(page, 'Comments');
    const quote = await panel.getByRole('blockquote').first().innerText();
    const field = panel.getByRole('textbox', { name: 'Your comment' });
    await field.pressSequentially('Is it, @reviewer, pol');
    await panel.getByRole('option', { name: 'Reviewer, Poland' }).waitFor();
    await expectAccessible(page);
    await field.press('Enter');
    await field.press('Control+Enter');
    const note = panel.getByRole('listitem').filter({ hasText: '@Reviewer, Poland' });
    await note.waitFor();
    await text.getByText('The service centre is forty people').dblclick({ position: { x: 40, y: 10 } });
    await page.keyboard.press('Delete');
    await note.getByText('Text was removed').waitFor();
    expect(await note.getByRole('blockquote').innerText()).toBe(quote);
  });

  it('tells who was named, and keeps what a state says among itself from the others', async () => {
    const { page } = await journey.as(reviewer);
    await goTo(page, `/proposals/${proposalId}/comments`, 'Comments');
    await page.getByText('New: mentions you').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: /^Open in D2/ }).click();
    const panel = await openPanel(page, 'Comments');
    await panel.getByRole('textbox', { name: 'Reply' }).waitFor();
    await panel.getByRole('button', { name: 'Comment', exact: true }).click();
    await panel.getByRole('textbox', { name: 'Your comment' }).fill(ours);
    await panel.getByRole('checkbox', { name: /Only Poland sees it/ }).check({ force: true });
    await panel.getByRole('button', { name: 'Comment', exact: true }).click();
    await panel
      .getByRole('listitem')
      .filter({ hasText: ours })
      .getByText('Only Poland sees this')
      .first()
      .waitFor();
    await panel
      .getByRole('button', { name: /Show this comment of Coordinator, Finland/ })
      .first()
      .click();
    await panel.getByRole('textbox', { name: 'Reply' }).fill('We shall say.');
    await panel.getByRole('textbox', { name: 'Reply' }).press('Control+Enter');

    const { page: others } = await journey.as(coordinator);
    await others.getByText('We shall say.').waitFor();
    expect(await others.getByText(ours).count()).toBe(0);
  });
});
