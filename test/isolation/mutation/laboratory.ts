import pg from 'pg';
import { foundEmpty } from './founding.js';
import type { World } from '../world/world.js';

/** A row as the superuser reads it, with the values of its primary key. */
export interface SeenRow {
  readonly key: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** A table with what probes need of it. */
export interface Table {
  readonly name: string;
  /** SQL for the text of a row's primary key. */
  readonly key: string;
  readonly keyColumns: readonly string[];
  readonly columns: readonly string[];
  /** Columns of which no two rows may hold the same. */
  readonly uniqueColumns: readonly string[];
  readonly rows: readonly SeenRow[];
}

/**
 * One connection of the superuser. A mutant is made and probed inside a transaction that is taken back; probes act as a
 * login role and a person inside it. Guards sleep unless they are what is probed, so that a right is seen by itself.
 */
export class Laboratory {
  readonly tables = new Map<string, Table>();
  /** A proposal without anybody in it. */
  emptyProposal = '';

  private constructor(
    private readonly client: pg.Client,
    readonly world: World,
  ) {}

  static async open(world: World): Promise<Laboratory> {
    const client = new pg.Client({ connectionString: world.server.database.superuserUrl });
    await client.connect();
    const laboratory = new Laboratory(client, world);
    laboratory.emptyProposal = await foundEmpty(world);
    await laboratory.readTables();
    return laboratory;
  }

  close(): Promise<void> {
    return this.client.end();
  }

  async query<Row extends object>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>(text, [...params])).rows;
  }

  /** Does something inside a transaction that leaves nothing behind. */
  async apart<T>(work: () => Promise<T>): Promise<T> {
    await this.client.query('begin');
    try {
      return await work();
    } finally {
      await this.client.query('rollback');
    }
  }

  /** What a statement came to as a role and a person: how many rows it touched or gave, or the code of its refusal. */
  async as(role: string, personId: string, text: string, params: readonly unknown[] = []): Promise<Outcome> {
    await this.client.query('savepoint probe');
    try {
      await this.client.query(`set local session_replication_role = replica`);
      await this.client.query(`select set_config('app.person_id', $1, true)`, [personId]);
      await this.client.query(`set local role ${role}`);
      const { rows, rowCount } = await this.client.query<Record<string, unknown>>(text, [...params]);
      return { count: rowCount ?? 0, rows, refused: null };
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      return { count: 0, rows: [], refused: `${error.code} ${error.message}` };
    } finally {
      await this.client.query('rollback to savepoint probe');
    }
  }

  /** The same with every guard awake, as the superuser: what guards refuse, they refuse everybody. */
  async awake(role: string | null, personId: string, ...statements: readonly string[]): Promise<Outcome> {
    await this.client.query('savepoint probe');
    try {
      await this.client.query(`select set_config('app.person_id', $1, true)`, [personId]);
      if (role !== null) await this.client.query(`set local role ${role}`);
      let last: pg.QueryResult<Record<string, unknown>> | undefined;
      for (const statement of statements) last = await this.client.query(statement);
      return { count: last?.rowCount ?? 0, rows: last?.rows ?? [], refused: null };
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      return { count: 0, rows: [], refused: `${error.code} ${error.message}` };
    } finally {
      await this.client.query('rollback to savepoint probe');
    }
  }

  /** The mutant that is being probed, for probes that need it committed. */
  making: readonly string[] = [];

  /**
   * What a channel carries at the commit of a change while the mutant stands. The transaction in which the mutant was
   * made is left before and begun again after; what was changed and what was made is taken back by hand.
   */
  async committed(
    channel: string,
    { before, change, after }: { readonly before: string; readonly change: string; readonly after: string },
  ): Promise<string[]> {
    const heard: string[] = [];
    const hear = ({ payload = '' }: pg.Notification): void => void heard.push(payload);
    await this.client.query('rollback');
    const undo = await this.undoing();
    this.client.on('notification', hear);
    try {
      await this.client.query(`listen ${channel}`);
      await this.client.query(before);
      for (const statement of [...this.making, change]) await this.client.query(statement);
      await this.client.query('select 1');
      return heard;
    } finally {
      await this.client.query(`unlisten ${channel}`);
      this.client.off('notification', hear);
      for (const statement of [...undo, after]) await this.client.query(statement);
      await this.client.query('begin');
    }
  }

  /** How the database is put back after a mutant that had to be committed. */
  private async undoing(): Promise<string[]> {
    const undo: string[] = [];
    for (const statement of this.making) {
      if (/ disable trigger /.test(statement))
        undo.push(statement.replace(' disable trigger ', ' enable trigger '));
      const emptied = /function (app\.\w+)\(\) returns trigger/.exec(statement)?.[1];
      if (emptied === undefined) continue;
      const [kept] = await this.query<{ text: string }>(
        'select pg_get_functiondef($1::regprocedure) as text',
        [`${emptied}()`],
      );
      undo.push(kept?.text ?? '');
    }
    return undo;
  }

  private async readTables(): Promise<void> {
    const found = await this.query<{ name: string; keys: string[]; columns: string[]; unique: string[] }>(
      `select c.relname as name,
         array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality k(n, o)
           join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n order by k.o) as keys,
         array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           order by a.attnum) as columns,
         array(select distinct a.attname::text from pg_index u join pg_attribute a on a.attrelid = c.oid and a.attnum = any(u.indkey::int2[])
           where u.indrelid = c.oid and u.indisunique) as unique
       from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migration' order by 1`,
    );
    for (const { name, keys, columns, unique } of found) {
      const key = keys.map((column) => `"${column}"::text`).join(` || ' ' || `);
      const rows = await this.query<SeenRow>(`select ${key} as key, to_jsonb(t) as row from "${name}" t`);
      this.tables.set(name, { name, key, keyColumns: keys, columns, uniqueColumns: unique, rows });
    }
  }
}

/** What a statement came to. */
export interface Outcome {
  readonly count: number;
  readonly rows: readonly Record<string, unknown>[];
  /** SQLSTATE and message; null where it went through. */
  readonly refused: string | null;
}
