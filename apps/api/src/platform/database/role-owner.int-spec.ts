import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { refuseOtherInstallation, roleOwnerOn } from './role-owner.js';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

describe('the roles of a server', () => {
  it('say in every database whose they are, without a password', async () => {
    const owner = await roleOwnerOn(client);
    expect(owner).toEqual({
      installation: expect.stringMatching(/^[0-9a-f]{16}$/),
      database: 'concordat_template',
    });
  });

  it('are refused to another installation with a database of its own, and left to their owner', async () => {
    const owner = await roleOwnerOn(client);
    await expect(refuseOtherInstallation(client, '0123456789abcdef')).rejects.toThrow(
      /already serves another Concordat, in the database concordat_template.*Nothing was changed/,
    );
    await expect(refuseOtherInstallation(client, owner?.installation ?? '')).resolves.toBe(undefined);
  });

  it('are left to whoever comes back to the same database without its data folder', async () => {
    const home = new pg.Client({
      connectionString: database.superuserUrl.replace(/\/[^/]*$/, '/concordat_template'),
    });
    await home.connect();
    try {
      await expect(refuseOtherInstallation(home, '0123456789abcdef')).resolves.toBe(undefined);
    } finally {
      await home.end();
    }
  });
});
