import {
  beginJourney,
  choose,
  describeJourney,
  expectAccessible,
  goTo,
  type Journey,
} from './support/journey.js';
import { pastTheProduct } from './support/past-the-product.js';

describeJourney('The intake desk counts what came in', () => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await beginJourney();
  });
  afterAll(async () => {
    await journey?.end();
  });

  it('opens on the historical cut-off and counts its proposals, states and letters', async () => {
    const { page } = await journey.as('Call officer');
    await page
      .getByRole('navigation', { name: 'Main', exact: true })
      .getByRole('link', { name: 'Intake desk' })
      .click();
    await page.getByRole('heading', { name: 'Intake desk' }).waitFor();
    const received = page.getByRole('table', { name: /proposals received/i });
    await received.waitFor();
    // The first row is the head.
    expect(await received.getByRole('row').count()).toBe(8);
    const counted = await page.getByRole('main').innerText();
    expect(counted).toMatch(/17 in all/);
    expect(counted).toMatch(/member states\s+15\s/);
    expect(counted).toMatch(/other states\s+2\s/);
    expect(counted).toMatch(/letters\s+2\s/);
    await expectAccessible(page);
  });

  it('hands the announcement over, ready to copy', async () => {
    const { page, context } = await journey.as('Call officer');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy the sentence' }).click();
    await page.getByText('Copied', { exact: true }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/seven/i);
    expect(copied).toMatch(/15|fifteen/i);
    expect(copied).toMatch(/two states/);
  });

  it('counts anew when an eighth proposal is in the data', async () => {
    const { page } = await journey.as('Call officer');
    await addEighthProposal(journey);
    await page.reload();
    const received = page.getByRole('table', { name: /proposals received/i });
    await received.getByRole('row').nth(8).waitFor();
    const counted = await page.getByRole('main').innerText();
    expect(counted).toMatch(/proposals\s+8\s/);
    expect(counted).toMatch(/18 in all/);
    expect(counted).toMatch(/member states\s+16\s/);
    expect(counted).toMatch(/eight/i);
  });

  it('shows nothing of a cut-off that is still ahead', async () => {
    const { page } = await journey.as('Call officer');
    await choose(page, /Cut-off/, /PRACTICE-AI-01, cut-off 1/);
    await page.getByText('The cut-off has not passed yet.').waitFor();
    expect(await page.getByText('Practice North').count()).toBe(0);
    await expectAccessible(page);
    await goTo(page, '/intake');
    expect(journey.complaints()).toEqual([]);
  });

  it('is not there for others', async () => {
    const { page } = await journey.as('Coordinator, Finland');
    expect(await page.getByRole('link', { name: 'Intake desk' }).count()).toBe(0);
    const answer = await page.request.get('/api/intake');
    expect(answer.status()).toBe(403);
  });
});

/** A copy of one of the seven, led by a state that is in none of them, alone. */
async function addEighthProposal(journey: Journey): Promise<void> {
  await pastTheProduct(
    journey,
    `with eighth as (
       insert into proposal select (jsonb_populate_record(p, jsonb_build_object(
         'id', gen_random_uuid(), 'acronym', 'Eighth', 'coordinating_state', 'FR'))).*
       from proposal p where origin = 'historical' limit 1 returning id)
     insert into consortium_member select (jsonb_populate_record(m, jsonb_build_object(
       'id', gen_random_uuid(), 'proposal_id', eighth.id, 'state_code', 'FR'))).*
     from consortium_member m join proposal p on p.id = m.proposal_id, eighth
     where p.origin = 'historical' and m.role = 'coordinator' limit 1`,
  );
}
