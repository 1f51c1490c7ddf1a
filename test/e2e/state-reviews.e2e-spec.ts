import { ask, granted, ownProposal, type SectionLine, sectionOf } from './support/api.js';
import { openPanel, textOf } from './support/desk.js';
import { beginJourney, describeJourney, expectAccessible, goTo, type Journey } from './support/journey.js';

const coordinator = 'Coordinator, Finland';
const reviewer = 'Reviewer, Poland';
const reason = 'Say in which languages the desk answers at weekends.';
const answer = 'The languages at weekends are now named.';

describeJourney('A partner state reviews a section', () => {
  let journey: Journey;
  let proposalId: string;
  let section: SectionLine;
  beforeAll(async () => {
    journey = await beginJourney();
    const visitor = await journey.as(coordinator);
    proposalId = await ownProposal(visitor);
    section = await sectionOf(visitor, proposalId, 'D2');
    const { members } = await granted<{ members: { id: string; stateCode: string }[] }>(
      visitor,
      'GET',
      `/proposals/${proposalId}`,
    );
    const poland = members.find(({ stateCode }) => stateCode === 'PL')?.id;
    await granted(visitor, 'POST', `/sections/${section.id}/review-rounds`, {
      memberIds: [poland],
      policy: 'all',
      dueAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
      note: 'Please look at the languages.',
    });
  });
  afterAll(async () => {
    await journey?.end();
  });

  it('finds the request in the portfolio', async () => {
    const { page } = await journey.as(reviewer);
    await goTo(page, '/', 'Portfolio');
    await page
      .getByRole('region', { name: 'Waiting for you' })
      .getByRole('link', { name: 'Read D2' })
      .waitFor();
    await expectAccessible(page);
  });

  it('finds it in the mailbox, with why and what', async () => {
    const { page } = await journey.as(reviewer);
    const mail = page.getByRole('button', { name: /D2/ }).first();
    await goTo(page, '/mailbox', 'Mailbox');
    await mail.waitFor();
    await mail.click();
    const body = page.frameLocator('iframe[title="The mail as it looks"]');
    await body
      .getByText(/You get this because/)
      .first()
      .waitFor();
    expect(await body.locator('body').innerText()).toMatch(/D2[\s\S]*Practice North|Practice North[\s\S]*D2/);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Close' }).click();
  });

  it('reads the text and comments on a passage', async () => {
    const { page } = await journey.as(reviewer);
    await goTo(page, '/', 'Portfolio');
    await page.getByRole('link', { name: 'Read D2' }).click();
    const text = textOf(page, 'D2');
    await text.waitFor();
    await text.getByText('The service centre is forty people').dblclick({ position: { x: 40, y: 10 } });
    const asked = await openPanel(page, 'Review');
    await asked.getByText('Please look at the languages.').waitFor();
    const panel = await openPanel(page, 'Comments');
    await panel.getByRole('button', { name: 'Comment', exact: true }).click();
    const quote = await panel.getByRole('blockquote').first().innerText();
    expect(quote).toMatch(/^\w+$/);
    await panel.getByRole('textbox', { name: 'Your comment' }).fill('Forty is many; say where they sit.');
    await panel.getByRole('button', { name: 'Comment', exact: true }).click();
    await panel
      .getByRole('list', { name: 'Open comments' })
      .getByText('Forty is many; say where they sit.')
      .waitFor();
    await expectAccessible(page);
  });

  it('requests changes with a reason, and not without', async () => {
    const { page } = await journey.as(reviewer);
    await goTo(page, `/proposals/${proposalId}/review?section=${section.id}`, /D2/);
    await page.getByRole('radio', { name: /^Request changes/ }).check({ force: true });
    await page.getByRole('button', { name: 'Request changes for Poland' }).click();
    await page.getByText('Say why, so that the writers know what to do.').waitFor();
    await page.getByRole('textbox', { name: /^Reason/ }).fill(reason);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Request changes for Poland' }).click();
    await page.getByText('Poland asked for changes in D2. Its lead has been told.').waitFor();
  });

  it('is seen by the coordinator in the matrix, who reads the comment and the reason', async () => {
    const { page } = await journey.as(coordinator);
    await goTo(page, `/proposals/${proposalId}`, 'Overview');
    await page.getByRole('link', { name: /D2 .*, Poland: asks for changes$/ }).click();
    const comments = await openPanel(page, 'Comments');
    await comments.getByText('Forty is many; say where they sit.').waitFor();
    const review = await openPanel(page, 'Review');
    await review.getByText(reason).waitFor();
    await expectAccessible(page);
  });

  it('cannot be approved over by the coordinator while changes are asked for', async () => {
    const visitor = await journey.as(coordinator);
    const { current } = await granted<{ current: { id: string; version: number } }>(
      visitor,
      'GET',
      `/sections/${section.id}/review`,
    );
    const { status } = await ask(visitor, 'POST', `/review-rounds/${current.id}/closing`, {
      version: current.version,
      reason: 'We are in a hurry.',
    });
    expect(status).toBe(409);
  });

  it('is answered and asked again', async () => {
    const { page } = await journey.as(coordinator);
    const review = await openPanel(page, 'Review');
    await review.getByRole('textbox', { name: 'What was done' }).fill(answer);
    await review.getByRole('button', { name: 'Ask Poland again' }).click();
    await review.getByText(answer).waitFor();
    await review.getByText('Still reading').waitFor();
  });

  it('approves, and the text is closed', async () => {
    const { page } = await journey.as(reviewer);
    await goTo(page, `/proposals/${proposalId}/review?section=${section.id}`, /D2/);
    await page.getByText(answer).waitFor();
    await page.getByRole('radio', { name: /^Approve/ }).check({ force: true });
    await page.getByRole('button', { name: 'Approve for Poland' }).click();
    await page.getByText('Poland approved D2.').waitFor();
    const visitor = await journey.as(coordinator);
    expect((await sectionOf(visitor, proposalId, 'D2')).state).toBe('approved');
    await goTo(visitor.page, `/proposals/${proposalId}`, 'Overview');
    await visitor.page.getByRole('link', { name: /D2 .*, Poland: approved$/ }).waitFor();
    expect(journey.complaints()).toEqual([]);
  });
});
