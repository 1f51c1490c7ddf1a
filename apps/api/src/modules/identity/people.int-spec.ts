import { disablePerson, enablePerson, listPeople, readSession, setPersonRoles } from '@concordat/contracts';
import { type Agent, startTestServer, type TestServer } from '../../testing/index.js';

describe('people of the installation', () => {
  let server: TestServer;
  let ada: Agent;
  let bob: Agent;

  beforeAll(async () => {
    server = await startTestServer();
    await server.addPerson({ email: 'ada@x.example', displayName: 'Ada', installationRoles: ['admin'] });
    await server.addPerson({ email: 'bob@x.example', displayName: 'Bob' });
  });
  beforeEach(async () => {
    await server.sql(`update person set disabled_at = null,
      installation_roles = case when email = 'ada@x.example' then '{admin}'::text[] else '{}' end`);
    ada = await server.signIn('ada@x.example');
    bob = await server.signIn('bob@x.example');
  });
  afterAll(() => server.stop());

  const line = async (email: string) => {
    const found = (await ada.get(listPeople, {})).people.find((person) => person.email === email);
    if (!found) throw new Error(`${email} is not in the list`);
    return found;
  };

  it('shows everybody to the admin and to nobody else', async () => {
    const { people } = await ada.get(listPeople, {});
    expect(people.map(({ displayName }) => displayName)).toEqual(['Ada', 'Bob']);
    expect(people[0]).toMatchObject({ isLastAdmin: true, abilities: { 'person.set_roles': true } });
    expect(await bob.refused(listPeople, {})).toBe('forbidden');
    expect(await server.nobody().refused(listPeople, {})).toBe('unauthenticated');
  });

  it('gives and takes roles, which count with the next request', async () => {
    const { id, version } = await line('bob@x.example');
    await ada.get(setPersonRoles, {
      params: { personId: id },
      body: { version, installationRoles: ['call_officer', 'national_coordinator'] },
    });
    expect(await bob.get(readSession, {})).toMatchObject({
      abilities: { 'call.write': true, 'proposal.found': true, 'person.read_all': false },
    });
    const stale = { version, installationRoles: [] };
    expect(await ada.refused(setPersonRoles, { params: { personId: id }, body: stale })).toBe(
      'changed.meanwhile',
    );
    const twice = { version: version + 1, installationRoles: ['admin' as const, 'admin' as const] };
    expect(await ada.refused(setPersonRoles, { params: { personId: id }, body: twice })).toBe(
      'input.invalid',
    );
  });

  it('keeps the last admin, whichever way they would go', async () => {
    const { id, version } = await line('ada@x.example');
    const params = { personId: id };
    expect(await ada.refused(setPersonRoles, { params, body: { version, installationRoles: [] } })).toBe(
      'person.last_admin',
    );
    expect(await ada.refused(disablePerson, { params, body: { version } })).toBe('person.last_admin');
    await server.sql(
      `update person set installation_roles = '{admin}', disabled_at = now() where email = 'bob@x.example'`,
    );
    expect(await ada.refused(disablePerson, { params, body: { version } })).toBe('person.last_admin');
  });

  it('does not let two admins take the role from each other at the same moment', async () => {
    await server.sql(`update person set installation_roles = '{admin}'`);
    const [first, second] = [await line('ada@x.example'), await line('bob@x.example')];
    const drop = (agent: Agent, { id, version }: { id: string; version: number }) =>
      agent.call(setPersonRoles, { params: { personId: id }, body: { version, installationRoles: [] } });
    const answers = await Promise.all([drop(ada, second), drop(bob, first)]);
    expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    const [admins] = await server.sql<{ count: number }>(
      `select count(*)::int as count from person where 'admin' = any(installation_roles)`,
    );
    expect(admins?.count).toBe(1);
  });

  it('lets an admin step down while another stays', async () => {
    await server.sql(`update person set installation_roles = '{admin}'`);
    const { id, version } = await line('ada@x.example');
    await ada.get(setPersonRoles, { params: { personId: id }, body: { version, installationRoles: [] } });
    expect(await ada.refused(listPeople, {})).toBe('forbidden');
  });

  it('closes an account with everything that is open on its behalf, and opens it again', async () => {
    const { id, version } = await line('bob@x.example');
    const params = { personId: id };
    const stream = (await bob.fetch('/api/live')).text();
    await ada.get(disablePerson, { params, body: { version } });
    expect(await stream).toMatch(/event: bye/);
    expect((await bob.get(readSession, {})).person).toBeNull();
    await expect(server.signIn('bob@x.example')).rejects.toThrow(/no open account/);
    expect(await ada.refused(disablePerson, { params, body: { version: version + 1 } })).toBe(
      'person.already_disabled',
    );
    await ada.get(enablePerson, { params, body: { version: version + 1 } });
    expect((await (await server.signIn('bob@x.example')).get(readSession, {})).person).not.toBeNull();
  });

  it('refuses people that are not there and people who may not', async () => {
    const nowhere = { params: { personId: '8d6f0f6e-3f0d-4d5e-8a51-0c8c1d0f8a11' }, body: { version: 1 } };
    expect(await ada.refused(disablePerson, nowhere)).toBe('not_found');
    expect(await bob.refused(disablePerson, nowhere)).toBe('forbidden');
    const { id, version } = await line('bob@x.example');
    const rise = { params: { personId: id }, body: { version, installationRoles: ['admin' as const] } };
    expect(await bob.refused(setPersonRoles, rise)).toBe('forbidden');
    await expect(
      server.sqlAs('web', `update person set installation_roles = '{admin}' where id = $1`, [id], id),
    ).rejects.toThrow(/only an admin/);
  });
});
