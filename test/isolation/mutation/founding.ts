import { randomUUID } from 'node:crypto';
import type { Person } from '../world/cast.js';
import type { World } from '../world/world.js';
import type { Laboratory, SeenRow, Table } from './laboratory.js';

/** A proposal just founded, in which nobody takes part yet: its founder may take the first place, and nobody else. */
export async function foundEmpty(world: World): Promise<string> {
  const id = randomUUID();
  await world.sql(
    `insert into proposal select (jsonb_populate_record(p, jsonb_build_object('id', $1::uuid, 'founded_by', $2::uuid))).*
       from proposal p where id = $3`,
    [id, world.person('founder').id, world.id('alfa', 'proposal')],
  );
  return id;
}

/** Rows that only a founder may add, each with whether this person may. */
export function foundingRows(
  { world, emptyProposal }: Laboratory,
  { name, rows }: Table,
  who: Person,
): (readonly [SeenRow, boolean])[] {
  const like = rows[0];
  if (!like) return [];
  const isFounder = who.name === 'founder';
  const row = (changes: Record<string, unknown>): SeenRow => ({
    key: '',
    row: { ...like.row, id: randomUUID(), ...changes },
  });
  if (name === 'consortium_member') return [[row({ proposal_id: emptyProposal }), isFounder]];
  if (name === 'membership')
    return [
      [row({ proposal_id: emptyProposal, person_id: who.id }), isFounder],
      [row({ proposal_id: emptyProposal, person_id: world.person('outsider').id }), false],
    ];
  if (name === 'proposal')
    return [
      [row({ founded_by: who.id }), who.installationRoles.includes('national_coordinator')],
      [row({ founded_by: world.person('shared').id }), false],
      [row({ founded_by: who.id, origin: 'historical' }), false],
    ];
  return [];
}
