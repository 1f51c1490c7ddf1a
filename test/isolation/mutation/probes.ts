import { type Person, takesPart } from '../world/cast.js';
import { foundingRows } from './founding.js';
import type { Laboratory, Table } from './laboratory.js';
import { callersOf, closedColumns, rights } from './rights-model.js';
import { loginRoles, type LoginRole, rulesFor } from './row-model.js';

/** Who acts in the probes of rows; the empty one is a connection on which nobody was named. */
export const actors = [
  ...['alfa.coordinator', 'alfa.neighbour', 'alfa.ended', 'bravo.coordinator', 'shared', 'delta.coordinator'],
  ...['admin', 'officer', 'founder', 'careful', ''],
] as const;

const foreign = '42501';

/** What is not as it must be; each entry names who could do, or could not do, what. */
export type Finding = string;

/** Asks everything about one table: rights, then rows, for every role and every actor. */
export class Probes {
  constructor(private readonly laboratory: Laboratory) {}

  async ofTable(table: Table, roles: readonly LoginRole[] = loginRoles): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const role of roles) {
      findings.push(...(await this.rightsOf(role, table)));
      const letters = rights[role][table.name] ?? '';
      if (letters === '') continue;
      const people = role === 'concordat_worker' || role === 'concordat_public' ? [''] : actors;
      for (const name of people) findings.push(...(await this.rowsOf(role, table, letters, name)));
    }
    return findings;
  }

  /** Whether the role may select, insert, update and delete, as it should and no more. */
  async rightsOf(role: LoginRole, { name, columns }: Table): Promise<Finding[]> {
    const letters = rights[role][name] ?? '';
    const last = columns.at(-1) ?? '';
    const updatable = letters.includes('u')
      ? ((await this.reachable(role, name, 'update', columns)) ?? last)
      : last;
    const names = columns.map((column) => `"${column}"`).join(', ');
    const statements: Record<string, string> = {
      s: `select 1 from "${name}" limit 0`,
      i: `insert into "${name}" (${names}) overriding system value select ${names} from jsonb_populate_recordset(null::"${name}", '[]')`,
      u: `update "${name}" set "${updatable}" = default where false`,
      d: `delete from "${name}" where false`,
    };
    const findings: Finding[] = [];
    for (const [letter, statement] of Object.entries(statements)) {
      const { refused } = await this.laboratory.as(role, '', statement);
      const may = !/permission denied/.test(refused ?? '');
      if (may !== letters.includes(letter))
        findings.push(`${role} ${may ? 'may' : 'may not'} ${letter} ${name}`);
    }
    for (const [whose, command, table, closed] of closedColumns)
      if (whose === role && table === name)
        for (const column of closed) {
          const statement =
            command === 'select'
              ? `select "${column}" from "${name}" limit 0`
              : `update "${name}" set "${column}" = default`;
          const { refused } = await this.laboratory.as(
            role,
            '',
            `${statement}${command === 'update' ? ' where false' : ''}`,
          );
          if (!/permission denied/.test(refused ?? ''))
            findings.push(`${role} may ${command} ${name}.${column}`);
        }
    return findings;
  }

  /** Which rows the role sees, changes, removes and adds as this person. */
  async rowsOf(role: LoginRole, table: Table, letters: string, actor: string): Promise<Finding[]> {
    const { world } = this.laboratory;
    const who = actor === '' ? null : world.person(actor);
    const rules = rulesFor(role, table.name);
    const as = `${role} as ${actor || 'nobody'}`;
    const findings: Finding[] = [];
    if (letters.includes('s')) {
      const expected = table.rows.filter(({ row }) => rules.sees(row, who, world)).map(({ key }) => key);
      const seen = await this.keysSeen(role, table, who);
      if (seen === null || seen.join() !== [...expected].sort().join())
        findings.push(`${as} sees ${seen?.length ?? 'no'} rows of ${table.name}, not ${expected.length}`);
    }
    const changeable = table.rows.filter(({ row }) => rules.changes(row, who, world)).length;
    const tries = [
      ...(letters.includes('u') ? [['changes', await this.blindUpdate(role, table)] as const] : []),
      ...(letters.includes('d')
        ? [['removes', { text: `delete from "${table.name}"`, params: [] }] as const]
        : []),
    ];
    for (const [does, { text, params }] of tries) {
      const { count, refused } = await this.laboratory.as(role, who?.id ?? '', text, params);
      if (refused !== null || count !== changeable)
        findings.push(`${as} ${does} ${refused ?? count} rows of ${table.name}, not ${changeable}`);
    }
    if (letters.includes('u')) findings.push(...(await this.escape(role, table, who, as)));
    if (letters.includes('i')) findings.push(...(await this.adding(role, table, who, as)));
    return findings;
  }

  /** Whether each role may call the function, as it should and no more. */
  async ofFunction(
    name: string,
    types: string,
    roles: readonly LoginRole[] = loginRoles,
  ): Promise<Finding[]> {
    const findings: Finding[] = [];
    const given =
      types === ''
        ? ''
        : types
            .split(', ')
            .map((type) => `null::${type}`)
            .join(', ');
    for (const role of roles) {
      const { refused } = await this.laboratory.as(role, '', `select * from app.${name}(${given})`);
      const may = !new RegExp(`permission denied for (function ${name}|schema app)`).test(refused ?? '');
      if (may !== callersOf(name).includes(role))
        findings.push(`${role} ${may ? 'may' : 'may not'} call ${name}`);
    }
    return findings;
  }

  private async keysSeen(
    role: LoginRole,
    { name, key, keyColumns }: Table,
    who: Person | null,
  ): Promise<string[] | null> {
    const closed = closedColumns.some(
      ([whose, command, table, columns]) =>
        whose === role &&
        command === 'select' &&
        table === name &&
        keyColumns.some((column) => columns.includes(column)),
    );
    // Where the key itself is hidden, rows are counted by what is not.
    const shown = closed ? `person_id::text || ' ' || count(*) over (partition by person_id)` : key;
    const { rows, refused } = await this.laboratory.as(
      role,
      who?.id ?? '',
      `select ${shown} as key from "${name}" order by 1`,
    );
    if (refused !== null) return null;
    if (!closed) return rows.map(({ key: seen }) => String(seen)).sort();
    const own = this.laboratory.tables.get(name)?.rows ?? [];
    return own
      .filter(({ row }) => rows.some(({ key: seen }) => String(seen).startsWith(String(row['person_id']))))
      .map(({ key: seen }) => seen)
      .sort();
  }

  /** Looks at no column and has no `where`, so that it asks the policies of update and no others. */
  private async blindUpdate(
    role: LoginRole,
    table: Table,
  ): Promise<{ text: string; params: readonly unknown[] }> {
    const free = table.columns.filter(
      (column) => !table.uniqueColumns.includes(column) && !/(^|_)id$/.test(column),
    );
    const column = await this.reachable(role, table.name, 'update', free);
    if (column === null) {
      const own = await this.reachable(role, table.name, 'update', table.columns);
      return { text: `update "${table.name}" set "${own}" = "${own}"`, params: [] };
    }
    return {
      text: `update "${table.name}" set "${column}" = (jsonb_populate_record(null::"${table.name}", $1))."${column}"`,
      params: [JSON.stringify(table.rows[0]?.row ?? {})],
    };
  }

  /** A row that is mine must not become somebody else's. */
  private async escape(role: LoginRole, table: Table, who: Person | null, as: string): Promise<Finding[]> {
    const { world } = this.laboratory;
    if (table.name === 'proposal' && role === 'concordat_web' && who !== null && takesPart(who, 'alfa')) {
      const { refused } = await this.laboratory.as(
        role,
        who.id,
        'update proposal set id = gen_random_uuid()',
      );
      return refused?.startsWith(foreign)
        ? []
        : [`${as} makes other proposals of theirs (${refused ?? 'it went through'})`];
    }
    if (
      who === null ||
      !table.columns.includes('proposal_id') ||
      (await this.reachable(role, table.name, 'update', ['proposal_id'])) === null
    )
      return [];
    const rival = world.id(takesPart(who, 'bravo') ? 'alfa' : 'bravo', 'proposal');
    const { changes } = rulesFor(role, table.name);
    const holdsRows = table.rows.some(({ row }) => changes(row, who, world));
    if (!holdsRows || changes({ proposal_id: rival, internal_member_id: null }, who, world)) return [];
    const { refused } = await this.laboratory.as(
      role,
      who.id,
      `update "${table.name}" set proposal_id = '${rival}'`,
    );
    return refused?.startsWith(foreign)
      ? []
      : [`${as} hands rows of ${table.name} to a rival (${refused ?? 'it went through'})`];
  }

  /** A row like each of two: one that the person may add, one that they may not. */
  private async adding(role: LoginRole, table: Table, who: Person | null, as: string): Promise<Finding[]> {
    const { world } = this.laboratory;
    const rules = rulesFor(role, table.name);
    const extra = role === 'concordat_web' && who !== null ? foundingRows(this.laboratory, table, who) : [];
    const may = table.rows.find(({ row }) => rules.adds(row, who, world));
    const mayNot = table.rows.find(({ row }) => !rules.adds(row, who, world));
    const findings: Finding[] = [];
    for (const [like, expected] of [[may, true] as const, [mayNot, false] as const, ...extra]) {
      if (!like) continue;
      const names = table.columns.map((column) => `"${column}"`).join(', ');
      const copy = `insert into "${table.name}" (${names}) overriding system value select ${names} from jsonb_populate_record(null::"${table.name}", $1)`;
      const { refused } = await this.laboratory.as(role, who?.id ?? '', copy, [JSON.stringify(like.row)]);
      const added = !refused?.startsWith(foreign);
      if (added !== expected)
        findings.push(
          `${as} ${added ? 'adds' : 'cannot add'} a row to ${table.name}${refused ? ` (${refused})` : ''}`,
        );
    }
    return findings;
  }

  private readonly reached = new Map<string, string | null>();

  /** The first of the columns that the role may reach by this command; null for none. Asked before any mutation. */
  private async reachable(
    role: LoginRole,
    table: string,
    command: string,
    columns: readonly string[],
  ): Promise<string | null> {
    const asked = `${role} ${table} ${command} ${columns.join()}`;
    const known = this.reached.get(asked);
    if (known !== undefined) return known;
    const [row] = await this.laboratory.query<{ name: string | null }>(
      `select (select c from unnest($4::text[]) with ordinality t(c, o) where has_column_privilege($1, 'public.' || quote_ident($2), c, $3)
         order by c = any(array['id', 'proposal_id']), o limit 1) as name`,
      [role, table, command, [...columns]],
    );
    this.reached.set(asked, row?.name ?? null);
    return row?.name ?? null;
  }
}
