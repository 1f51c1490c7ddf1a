import { createTestDatabase, type TestDatabase } from '../../testing/index.js';
import { NotificationListener } from './listener.js';

describe('the ear for what the database announces', () => {
  let database: TestDatabase;
  let listener: NotificationListener;
  const heard: string[] = [];
  const seen: string[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    listener = new NotificationListener(database.access);
    listener.subscribe('told', {
      hear: (payload) => {
        if (payload === 'nonsense') throw new Error('nobody can read that');
        heard.push(payload);
      },
      deaf: () => seen.push('deaf'),
      resume: () => seen.push('resume'),
    });
    await listener.onApplicationBootstrap();
  });
  afterAll(async () => {
    await listener.onApplicationShutdown();
    await database.drop();
  });

  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const tell = (payload: string) => database.sql('select pg_notify($1, $2)', ['told', payload]);

  it('hears, also after something that could not be read', async () => {
    await tell('nonsense');
    await tell('one');
    await until(() => heard.includes('one'));
    expect(seen).toEqual(['resume']);
  });

  it('says that it is deaf, comes back, and says that as well', async () => {
    await database.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'concordat listener'
         and datname = current_database()`,
    );
    await until(() => seen.filter((what) => what === 'resume').length === 2);
    expect(seen).toEqual(['resume', 'deaf', 'resume']);
    await tell('two');
    await until(() => heard.includes('two'));
    const connections = await database.sql(
      `select from pg_stat_activity where application_name = 'concordat listener' and datname = current_database()`,
    );
    expect(connections).toHaveLength(1);
  });

  it('answers questions on its own connection, one after the other', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map((n) => listener.ask<{ n: number }>('select $1::int as n', [n])),
    );
    expect(answers.flat()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    await expect(listener.ask('select nothing from nowhere', [])).rejects.toThrow('nowhere');
    expect(await listener.ask<{ n: number }>('select 4 as n', [])).toEqual([{ n: 4 }]);
  });
});
