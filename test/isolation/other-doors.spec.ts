import { randomBytes, randomUUID } from 'node:crypto';
import { requestTicket } from '@concordat/contracts';
import { schemaVersion } from '@concordat/document';
import { recordFigures } from '@concordat/testing';
import { Eavesdropper } from './doors/eavesdropper.js';
import { LiveEars, until } from './doors/live-ears.js';
import { asks } from './matrix/asks.js';
import { readPdf } from './matrix/pdf-text.js';
import { isRightful, type Tuple, tuplesOf } from './matrix/tuples.js';
import { Wire } from './matrix/wire.js';
import { takesPart } from './world/cast.js';
import { agentOf } from './world/found-proposals.js';
import { password } from './world/invite-people.js';
import { World } from './world/world.js';

/** Guesses of a ticket for each kind of stranger; `npm run bench:isolation` guesses more. */
const guesses = Number(process.env['ISOLATION_GUESSES'] ?? 10);

describe('doors beside requests and answers', () => {
  let world: World;
  let wire: Wire;
  const counted: Record<string, number> = {};
  const count = (what: string, by = 1): void => void (counted[what] = (counted[what] ?? 0) + by);
  beforeAll(async () => {
    world = await World.arrange();
    wire = new Wire(world.server.url);
  });
  afterAll(async () => {
    console.log(counted);
    wire.close();
    await world.leave();
  });

  const send = ({ ask, ids, caller }: Tuple) => {
    const [method = '', route = ''] = ask.route.split(' ');
    const search = new URLSearchParams(ask.query?.(ids)).toString();
    const path = route.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''));
    return wire.send({
      method,
      path: path + (search && `?${search}`),
      cookie: caller.cookie,
      body: ask.body?.(ids, world),
    });
  };

  /** Every row of every table that only people change, as one fingerprint each. */
  async function fingerprints(): Promise<Record<string, string>> {
    const tables = await world.sql<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
         and relname not in ('migration', 'installation_fact', 'alarm', 'collab_process', 'audit_event', 'audit_link')`,
    );
    const marks: Record<string, string> = {};
    for (const { name } of tables) {
      const [row] = await world.sql<{ mark: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as mark from "${name}" t`,
      );
      marks[name] = row?.mark ?? '';
    }
    return marks;
  }

  it('reading changes nothing but the record of exceptional reads', async () => {
    await world.server.settle();
    const readers = /^(alfa\.coordinator|alfa\.ended|bravo\.observer|admin|officer|outsider|signed_out)$/;
    const reads = tuplesOf(world, asks).filter(
      ({ ask, caller, owners }) =>
        ask.route.startsWith('GET ') &&
        readers.test(caller.name) &&
        owners.every((owner) => owner === 'alfa'),
    );
    const before = await fingerprints();
    const [events] = await world.sql<{ last: string }>(
      'select coalesce(max(id), 0)::text as last from audit_event',
    );
    for (const read of reads) await send(read);
    count('reads', reads.length);
    expect(await fingerprints()).toEqual(before);
    const noted = await world.sql<{ action: string }>(
      'select distinct action from audit_event where id > $1',
      [events?.last],
    );
    expect(
      noted.filter(({ action }) => !/^(read\.|audit\.export|installation_audit\.)/.test(action)),
    ).toEqual([]);
  });

  it('a package holds its own consortium’s words and nobody else’s', async () => {
    for (const consortium of ['alfa', 'bravo'] as const) {
      const download = tuplesOf(world, asks).find(
        (tuple) =>
          tuple.ask.route.endsWith('/files/:fileId') &&
          isRightful(tuple) &&
          tuple.caller.name.startsWith(consortium),
      );
      if (!download) throw new Error('nobody may download');
      const text = await readPdf((await send(download)).body);
      // Without poppler the fingerprint in the manifest is all that can be read here; the typesetter's specs read the text.
      if (text === null) continue;
      const found = world.canaries.found(text).map(([, { where }]) => where);
      count('marks found in PDFs', found.length);
      expect(found.length).toBeGreaterThan(5);
      expect(found.filter((where) => !where.includes(consortium))).toEqual([]);
    }
  });

  it('no ticket opens what it was not given for, and no frame carries a rival’s word', async () => {
    const ticket = async (name: string, consortium: 'alfa' | 'bravo'): Promise<string> => {
      const params = { sectionId: world.id(consortium, 'section') };
      const body = { deviceId: randomUUID(), schemaVersion };
      return (await agentOf(world, name).get(requestTicket, { params, body })).ticket;
    };
    const [alfa, bravo] = [world.id('alfa', 'section'), world.id('bravo', 'section')];
    const strangers = [
      'bravo.coordinator',
      'bravo.author',
      'alfa.ended',
      'admin',
      'officer',
      'outsider',
      'sierra.coordinator',
    ];
    const opened: string[] = [];
    const heard: string[] = [];
    const attempt = async (name: string, sectionId: string, shown: string, what: string): Promise<void> => {
      const ear = await Eavesdropper.connect(world, name);
      count('sockets');
      const answer = await ear.editor.join(sectionId, shown).catch(() => 'silence');
      if (answer === 'opened') opened.push(`${name} with ${what}`);
      ear.editor.update(sectionId, randomBytes(20));
      ear.editor.say(sectionId, 'let me in');
      await ear.editor.until(() => true, 'anything');
      heard.push(
        ...world.canaries
          .leaks(ear.heard, { person: world.people.get(name) ?? null, bearerOf: [] }, sectionId)
          .map(({ where }) => `${name} hears ${where}`),
      );
      ear.editor.leave();
    };
    for (const name of strangers) {
      await attempt(name, alfa, await ticket('alfa.author', 'alfa'), 'a ticket of another person');
      for (let guess = 0; guess < guesses; guess += 1)
        await attempt(name, alfa, randomBytes(32).toString('base64url'), 'a guessed ticket');
      await attempt(name, alfa, '', 'no ticket');
    }
    await attempt(
      'bravo.author',
      alfa,
      await ticket('bravo.author', 'bravo'),
      'a ticket for another section',
    );
    await attempt('alfa.reviewer', alfa, await ticket('alfa.author', 'alfa'), 'a colleague’s ticket');
    for (const name of [
      randomUUID(),
      '',
      `${alfa}\0${randomUUID()}`,
      alfa.toUpperCase(),
      '../',
      'x'.repeat(5_000),
    ])
      await attempt(
        'bravo.author',
        name,
        await ticket('bravo.author', 'bravo'),
        `the name ${name.slice(0, 40)}`,
      );
    expect({ opened, heard }).toEqual({ opened: [], heard: [] });

    // Who is rightfully in hears their own text, and nothing of what rivals say and show on a socket of theirs.
    const own = await Eavesdropper.connect(world, 'alfa.author');
    const rival = await Eavesdropper.connect(world, 'bravo.author');
    expect(await own.editor.join(alfa, await ticket('alfa.author', 'alfa'))).toBe('opened');
    expect(await rival.editor.join(bravo, await ticket('bravo.author', 'bravo'))).toBe('opened');
    // A second text on a socket that is open for a first.
    expect(await rival.editor.join(alfa, await ticket('bravo.author', 'bravo'))).not.toBe('opened');
    rival.editor.say(alfa, JSON.stringify({ kind: 'shout' }));
    rival.editor.say(bravo, JSON.stringify({ kind: 'shout' }));
    rival.editor.update(alfa, randomBytes(30));
    for (const [ear, name] of [
      [own, 'alfa.author'],
      [rival, 'bravo.author'],
    ] as const)
      expect(world.canaries.leaks(ear.heard, { person: world.person(name), bearerOf: [] }, alfa)).toEqual([]);
    expect(own.heard).not.toContain('shout');
    own.editor.leave();
    rival.editor.leave();
  });

  it('rivals hear nothing while one works, and every mail holds what its reader may see', async () => {
    const ears = new LiveEars(world);
    const listeners = [...world.people.values()]
      .filter(({ name }) => name !== 'disabled')
      .map(({ name }) => world.caller(name));
    await ears.open(listeners);
    // A day's work of one consortium, each act once, by whoever may; what refuses after what went before is no matter.
    const acts =
      /comments|messages|resolution|deadlines|assignment|verdicts|ask-again|nudges|invitations|members$|PATCH .*proposalId$|freezing|submissions$/;
    const work = tuplesOf(world, asks).filter(
      (tuple) =>
        isRightful(tuple) &&
        tuple.caller.name.startsWith('alfa.') &&
        acts.test(tuple.ask.route) &&
        !tuple.ask.route.startsWith('GET ') &&
        tuple.ask.callers === undefined,
    );
    let done = 0;
    for (const act of work) if ((await send(act)).status < 300) done += 1;
    count('acts', done);
    expect(done).toBeGreaterThan(10);
    await world.server.settle();
    await until(
      () => (ears.heardBy('alfa.observer').match(/event: change/g) ?? []).length >= 5,
      'the changes to be told',
    );
    const heard: string[] = [];
    for (const { name, person } of listeners) {
      count('live feeds');
      const said = ears.heardBy(name);
      heard.push(
        ...world.canaries.leaks(said, { person, bearerOf: [] }).map(({ where }) => `${name} hears ${where}`),
      );
      if (!takesPart(person, 'alfa') && /"proposalId":"/.test(said))
        heard.push(`${name} hears of a proposal`);
    }
    ears.close();
    expect(heard).toEqual([]);

    await until(async () => {
      await world.server.settle();
      const waiting = await world.sql(
        `select 1 from reminder_occurrence where due_at <= now() and state in ('planned', 'due', 'sending')`,
      );
      return waiting.length === 0;
    }, 'what is due to be sent');
    const mails = await world.sql<{ to: string; proposal: string | null; text: string }>(
      `select to_email as "to", proposal_id as proposal, subject || ' ' || body_text || ' ' || body_html as text from mailbox_message`,
    );
    count('mails', mails.length);
    expect(mails.length).toBeGreaterThan(10);
    const leaks: string[] = [];
    for (const { to, proposal, text } of mails) {
      const person = [...world.people.values()].find(({ email }) => email === to) ?? null;
      // Whoever is invited holds the link of that mail.
      const reader = { person, bearerOf: person === null && proposal !== null ? [proposal] : [] };
      leaks.push(
        ...world.canaries
          .leaks(text, reader, to)
          .map(({ where }) => `${person?.name ?? 'somebody invited'} reads ${where}`),
      );
    }
    expect(leaks).toEqual([]);
  });

  it('what a state says among itself is told to its own people alone', async () => {
    const ears = new LiveEars(world);
    const names = ['alfa.coordinator', 'alfa.member_lead', 'alfa.neighbour', 'alfa.observer'];
    await ears.open(names.map((name) => world.caller(name)));
    const replied = (name: string): number =>
      (ears.heardBy(name).match(/"kind":"comment\.replied"/g) ?? []).length;
    const reply = (thread: string) =>
      wire.send({
        ...{ method: 'POST', path: `/api/comment-threads/${world.id('alfa', thread)}/messages` },
        ...{ cookie: world.caller('alfa.neighbour').cookie, body: { body: 'A word.' } },
      });
    await reply('internalThread');
    await until(() => replied('alfa.observer') === 1, 'the own state to hear');
    // What follows in the same order is heard by everybody: until then the others heard nothing.
    await reply('thread');
    await until(() => names.every((name) => replied(name) > 0), 'everybody to hear');
    expect(names.map(replied)).toEqual([1, 1, 2, 2]);
    ears.close();
  });

  it('the log names routes and numbers, and nobody’s words, secrets or addresses', () => {
    const text = world.server.logged.join('\n');
    count('lines of the log', world.server.logged.length);
    const found = world.canaries.found(text).map(([, { where }]) => where);
    expect([...new Set(found.filter((where) => !/\.id of /.test(where)))]).toEqual([]);
    expect(text).not.toContain(password);
  });

  it('leaves its figures', () => {
    recordFigures({
      document: 'assurance',
      section: 'isolation-doors',
      title: 'Isolation: sockets, feeds, mails, PDFs, the log',
      how: 'In the same world: tickets that are guessed, taken or meant for another section; what every open tab hears while one consortium works; every mail that comes of it; packages; every line of the log; every row before and after reading. Nothing that its reader may not see was found.',
      rows: Object.entries(counted).map(([what, number]) => ({ what, number })),
    });
  });
});
