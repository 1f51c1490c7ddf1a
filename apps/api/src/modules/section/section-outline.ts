import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../platform/database/index.js';

/** A node of a template's outline: a heading of several sections, or a section with its own text. */
export interface OutlineNode {
  readonly id: string;
  readonly title: string;
  readonly guidance?: string;
  readonly guidanceSource?: string;
  readonly criterion?: string | null;
  readonly wordLimit?: number | null;
  readonly limitVerified?: boolean;
  readonly mandatory?: boolean;
  readonly children?: readonly OutlineNode[];
}

interface Placed {
  readonly node: OutlineNode;
  readonly id: string;
  readonly parentId: string | null;
}

const placed = (nodes: readonly OutlineNode[], parentId: string | null): Placed[] =>
  nodes.flatMap((node) => {
    const id = randomUUID();
    return [{ node, id, parentId }, ...placed(node.children ?? [], id)];
  });

/**
 * Lays the template's outline out as sections of a proposal, in reading order, inside the caller's transaction.
 * Returns the new section ids by template id (`C4`).
 */
export async function layOutSections(
  tx: Transaction,
  proposalId: string,
  outline: readonly OutlineNode[],
): Promise<ReadonlyMap<string, string>> {
  const rows = placed(outline, null);
  for (const [position, { node, id, parentId }] of rows.entries())
    await tx.query(
      `insert into section (id, proposal_id, parent_id, template_section_id, number, title, position, is_group,
         mandatory, guidance, guidance_source, criterion, word_limit, limit_verified)
       values ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        id,
        proposalId,
        parentId,
        node.id,
        node.title,
        position,
        (node.children ?? []).length > 0,
        node.mandatory ?? true,
        node.guidance ?? '',
        node.guidanceSource ?? '',
        node.criterion ?? null,
        node.wordLimit ?? null,
        node.limitVerified ?? false,
      ],
    );
  return new Map(rows.map(({ node, id }) => [node.id, id]));
}
