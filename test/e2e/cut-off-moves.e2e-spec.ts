import { ask, granted, ownProposal } from './support/api.js';
import {
  beginJourney,
  describeJourney,
  expectAccessible,
  goTo,
  type Journey,
  typeMoment,
} from './support/journey.js';

const coordinator = 'Coordinator, Finland';
const officer = 'Call officer';
const reason = 'The portal is down that week.';

interface Deadline {
  readonly kind: string;
  readonly moment: { readonly at: string };
  readonly offsetDays: number | null;
}
interface Call {
  readonly id: string;
  readonly identifier: string;
  readonly cutOffs: readonly { readonly id: string; readonly number: number; readonly wallTime: string }[];
}

const day = 86_400_000;

describeJourney('The cut-off moves, and everything planned from it', () => {
  let journey: Journey;
  let proposalId: string;
  let call: Call;
  let to: string;
  let before: Deadline[];
  beforeAll(async () => {
    journey = await beginJourney();
    const visitor = await journey.as(officer);
    const { calls } = await granted<{ calls: Call[] }>(visitor, 'GET', '/calls');
    const practice = calls.find(({ identifier }) => identifier === 'PRACTICE-AI-01');
    call = await granted<Call>(visitor, 'GET', `/calls/${practice?.id}`);
    const [first] = call.cutOffs;
    const later = new Date(Date.parse(`${first?.wallTime}Z`) + 14 * day);
    to = later.toISOString().slice(0, 16);
    proposalId = await ownProposal(await journey.as(coordinator));
    before = await deadlines();
  });
  afterAll(async () => {
    await journey?.end();
  });

  const deadlines = async () =>
    (
      await granted<{ deadlines: Deadline[] }>(
        await journey.as(coordinator),
        'GET',
        `/proposals/${proposalId}/deadlines`,
      )
    ).deadlines;

  it('is seen by the coordinator as a plan back from the cut-off', async () => {
    const { page } = await journey.as(coordinator);
    await goTo(page, `/proposals/${proposalId}/deadlines`, 'Deadlines');
    await page.getByRole('heading', { name: 'Planned back from the cut-off' }).waitFor();
    await expectAccessible(page);
  });

  it('shows what will move before it does', async () => {
    const { page } = await journey.as(officer);
    await goTo(page, `/calls/${call.id}`, 'PRACTICE-AI-01');
    await page.getByRole('button', { name: 'Move it' }).first().click();
    await page.getByRole('heading', { name: 'Move cut-off 1 to when?' }).waitFor();
    await typeMoment(page, 'Closes', to);
    await page.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await page.getByRole('button', { name: 'See what will move' }).click();
    await page.getByText(/Two proposals aim at it\. \S+ deadlines move/).waitFor();
    await expectAccessible(page);
    expect(await deadlines()).toEqual(before);
  });

  it('moves deadlines and reminders together, as far as the cut-off moved', async () => {
    const { page } = await journey.as(officer);
    await page.getByRole('button', { name: 'Move the cut-off' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText(new RegExp(`${reason.replaceAll('.', '\\.')}$`)).waitFor();
    const after = await deadlines();
    const planned = (each: Deadline) => each.offsetDays !== null;
    const moved = after.filter(planned).map(({ kind, moment }) => [kind, moment.at]);
    const expected = before.filter(planned).map(({ kind, moment }) => [kind, later(moment.at, 14)]);
    expect(moved.length).toBeGreaterThan(4);
    expect(moved).toEqual(expected);
    const own = (list: Deadline[]) => list.filter((each) => !planned(each)).map(({ moment }) => moment.at);
    expect(own(after)).toEqual(own(before));
    await expectAccessible(page);
  });

  it('changes the chip of those who look at the proposal', async () => {
    const { page } = await journey.as(coordinator);
    const [year, month, date] = to.slice(0, 10).split('-');
    const name = new Date(`${to}Z`).toLocaleDateString('en-GB', { month: 'short', timeZone: 'UTC' });
    expect(month && date && year).toBeTruthy();
    await page
      .getByRole('banner')
      .getByText(new RegExp(`${Number(date)} ${name}`))
      .waitFor();
  });

  it('tells everybody concerned once', async () => {
    for (const person of [coordinator, 'Reviewer, Poland', 'Coordinator, Spain']) {
      const visitor = await journey.as(person);
      const { page } = visitor;
      const about = page.getByRole('button', { name: /cut-off/i });
      await goTo(page, '/mailbox', 'Mailbox');
      for (let tries = 0; tries < 10 && (await about.count()) === 0; tries += 1) {
        await page.reload();
        await about
          .first()
          .waitFor({ timeout: 2000 })
          .catch(() => undefined);
      }
      const told = await granted<{ messages: { subject: string }[] }>(visitor, 'GET', '/mailbox');
      expect([person, told.messages.filter(({ subject }) => /cut-off/i.test(subject)).length]).toEqual([
        person,
        1,
      ]);
      await about.first().click();
      await page.frameLocator('iframe').getByText('The cut-off has moved').waitFor();
    }
  });

  it('is for call officers alone, and never into the past', async () => {
    const cutOffId = call.cutOffs[0]?.id;
    const wish = { version: 2, wallTime: to, zone: 'Europe/Brussels', label: null, reason };
    const refused = await ask(await journey.as(coordinator), 'POST', `/cut-offs/${cutOffId}/moves`, wish);
    expect(refused.status).toBe(403);
    const past = await ask<{ code: string }>(
      await journey.as(officer),
      'POST',
      `/cut-offs/${cutOffId}/moves`,
      {
        ...wish,
        wallTime: '2020-01-01T17:00',
      },
    );
    expect(past).toMatchObject({ status: 400, body: { code: 'cut_off.in_the_past' } });
    expect(journey.complaints()).toEqual([]);
  });
});

/** The same hour in Brussels, some days later. */
function later(instant: string, days: number): string {
  const hourOf = (at: Date) =>
    at.toLocaleTimeString('en-GB', { timeZone: 'Europe/Brussels', hour: '2-digit', minute: '2-digit' });
  const from = new Date(instant);
  const plain = new Date(from.getTime() + days * day);
  for (const hours of [0, -1, 1]) {
    const at = new Date(plain.getTime() + hours * 3_600_000);
    if (hourOf(at) === hourOf(from)) return at.toISOString();
  }
  return plain.toISOString();
}
