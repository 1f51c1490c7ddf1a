import { randomUUID } from 'node:crypto';
import { requestTicket, signOut } from '@concordat/contracts';
import { schemaVersion } from '@concordat/document';
import { CollabWorld } from '../../test/collab-world.js';
import { type Handshake, RawEditor } from '../../test/raw-editor.js';

describe('the door to a section’s text', () => {
  let collab: CollabWorld;
  let sectionId: string;
  beforeAll(async () => {
    collab = await CollabWorld.start();
    sectionId = await collab.section();
  });
  afterEach(() => collab.leave());
  afterAll(() => collab.stop());

  const ticketOf = async (agent = collab.coordinator, section = sectionId): Promise<string> =>
    (await collab.ticket(agent, section)).ticket;

  it('opens once for a fresh ticket', async () => {
    const ticket = await ticketOf();
    const [first, second] = [
      await collab.socket(collab.coordinator),
      await collab.socket(collab.coordinator),
    ];
    expect(await first.join(sectionId, ticket)).toBe('opened');
    expect(await second.join(sectionId, ticket)).toBe('ticket.refused');
  });

  it('opens once when a ticket is shown many times at the same moment', async () => {
    const ticket = await ticketOf();
    const sockets = await Promise.all(Array.from({ length: 6 }, () => collab.socket(collab.coordinator)));
    const answers = await Promise.all(sockets.map((socket) => socket.join(sectionId, ticket)));
    expect(answers.sort()).toEqual(['opened', ...Array<string>(5).fill('ticket.refused')]);
  });

  it.each([
    ['has expired', 'expires_at = clock_timestamp()'],
    ['is of an older document schema', 'schema_version = schema_version - 1'],
    ['was used', 'used_at = clock_timestamp()'],
  ])('stays shut for a ticket that %s', async (_which, change) => {
    const ticket = await ticketOf();
    await collab.server.sql(`update collab_ticket set ${change} where used_at is null`);
    const socket = await collab.socket(collab.coordinator);
    expect(await socket.join(sectionId, ticket)).toBe('ticket.refused');
  });

  it('stays shut for a ticket of another section, an invented one, and for what is no section', async () => {
    const socket = await collab.socket(collab.coordinator);
    const other = await collab.section();
    expect(await socket.join(other, await ticketOf())).toBe('ticket.refused');
    expect(await socket.join(sectionId, 'invented')).toBe('ticket.refused');
    expect(await socket.join("' or true --", await ticketOf())).toBe('ticket.refused');
    expect(await socket.join(randomUUID(), await ticketOf())).toBe('ticket.refused');
  });

  it('stays shut for a ticket of another person, and of another session of the same person', async () => {
    const author = await collab.colleague('author');
    const stranger = await collab.world.person('Stranger', ['admin', 'call_officer']);
    const ticket = await ticketOf(author.agent);
    for (const agent of [collab.coordinator, stranger])
      expect(await (await collab.socket(agent)).join(sectionId, ticket)).toBe('ticket.refused');
    const [person] = await collab.server.sql<{ email: string }>('select email from person where id = $1', [
      author.personId,
    ]);
    const elsewhere = await collab.server.signIn(person?.email ?? '');
    expect(await (await collab.socket(elsewhere)).join(sectionId, ticket)).toBe('ticket.refused');
    expect(await (await collab.socket(author.agent)).join(sectionId, ticket)).toBe('opened');
  });

  it('stays shut for a ticket whose session or membership ended before it was shown', async () => {
    const [one, other] = [await collab.colleague('author'), await collab.colleague('author')];
    const tickets = [await ticketOf(one.agent), await ticketOf(other.agent)];
    const sockets = [await collab.socket(one.agent), await collab.socket(other.agent)];
    // The ends are written without being announced: the door asks for itself.
    for (const [table, personId] of [
      ['session', one.personId],
      ['membership', other.personId],
    ]) {
      await collab.server.sql(`alter table ${table} disable trigger user`);
      await collab.server.sql(`update ${table} set ended_at = clock_timestamp() where person_id = $1`, [
        personId,
      ]);
      await collab.server.sql(`alter table ${table} enable trigger user`);
    }
    for (const [index, socket] of sockets.entries())
      expect(await socket.join(sectionId, tickets[index] ?? '')).toBe('ticket.refused');
  });

  it.each([
    ['session', 'update session set ended_at = clock_timestamp() where person_id = $1'],
    ['session’s row', 'delete from session where person_id = $1'],
    ['membership', 'update membership set ended_at = clock_timestamp() where person_id = $1'],
    ['account', 'update person set disabled_at = clock_timestamp() where id = $1'],
  ])(
    'closes behind whoever loses the %s, whoever writes it and without a word from any service',
    async (_what, end) => {
      const author = await collab.colleague('author');
      const socket = await collab.socket(author.agent);
      expect(await socket.join(sectionId, await ticketOf(author.agent))).toBe('opened');
      await collab.server.sql(end, [author.personId]);
      await socket.isGone(1_000);
    },
  );

  it('gives no ticket to a page older than the installation', async () => {
    const body = { deviceId: randomUUID(), schemaVersion: schemaVersion + 1 };
    expect(await collab.coordinator.refused(requestTicket, { params: { sectionId }, body })).toBe(
      'schema.too_old',
    );
  });

  describe('at the upgrade', () => {
    const upgrade = (handshake: Handshake) => RawEditor.connect(collab.server.url, handshake);
    const cookie = (): string => collab.coordinator.cookie ?? '';
    const origin = (): string => collab.server.url;

    it.each([
      ['a foreign origin', 403, () => ({ cookie: cookie(), origin: 'https://rival.example' })],
      ['its own name on another port', 403, () => ({ cookie: cookie(), origin: 'http://127.0.0.1:1' })],
      ['another scheme', 403, () => ({ cookie: cookie(), origin: origin().replace('http', 'https') })],
      ['the origin of a sandboxed frame', 403, () => ({ cookie: cookie(), origin: 'null' })],
      ['no origin', 403, () => ({ cookie: cookie() })],
      ['no cookie', 401, () => ({ origin: origin() })],
      ['an invented cookie', 401, () => ({ cookie: cookie().replace(/=.*/, '=x'), origin: origin() })],
      ['another path', 404, () => ({ cookie: cookie(), origin: origin(), path: '/collab/../elsewhere' })],
    ])('refuses %s with %i', async (_which, status, handshake) => {
      expect(await upgrade(handshake())).toBe(status);
    });

    it('refuses the cookie of a session that ended', async () => {
      const author = await collab.colleague('author');
      await author.agent.call(signOut, {});
      expect(await upgrade({ cookie: author.agent.cookie, origin: origin() })).toBe(401);
    });
  });
});
