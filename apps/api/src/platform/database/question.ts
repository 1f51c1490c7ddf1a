import { createHash } from 'node:crypto';
import pg from 'pg';

/** A statement that is asked all day long: every connection plans it once and keeps the plan. */
export interface Question {
  /** By which a connection knows it again; made from the text, so that two texts never share a plan. */
  readonly name: string;
  /** Parameters are `$1`, `$2`. */
  readonly sql: string;
}

/** What a question may be asked with: what travels as text without losing its meaning. */
export type Asked = string | number | null;

/** Names a statement that is worth a plan of its own. Make it once, where the module is loaded: never of what is asked. */
export const question = (sql: string): Question => ({
  name: `q_${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`,
  sql,
});

const literal = (value: Asked): string => (value === null ? 'null' : pg.escapeLiteral(String(value)));

/** The connections that have made a plan, by the question's name. */
const planned = new WeakMap<pg.PoolClient, Set<string>>();

/**
 * Asks in the name of a person, in one journey: who acts, the question and the end of the transaction are one message.
 * The connection is the caller's, who gives it back.
 */
export async function askAs<Row extends object>(
  connection: pg.PoolClient,
  { personId, begin }: { readonly personId: string; readonly begin: 'begin' | 'begin read only' },
  { name, sql }: Question,
  params: readonly Asked[],
): Promise<Row[]> {
  const known = planned.get(connection) ?? new Set();
  planned.set(connection, known);
  if (!known.has(name)) {
    await connection.query(`prepare ${name} as ${sql}`);
    known.add(name);
  }
  const given = params.length === 0 ? '' : `(${params.map(literal).join(', ')})`;
  // Several statements in one text answer with several results; the question's is the third.
  const results = (await connection.query(
    `${begin}; select set_config('app.person_id', ${pg.escapeLiteral(personId)}, true); ` +
      `execute ${name}${given}; commit`,
  )) as unknown as readonly pg.QueryResult<Row>[];
  const answered = results[2];
  if (!answered) throw new Error('The database answered a question with nothing');
  return answered.rows;
}
