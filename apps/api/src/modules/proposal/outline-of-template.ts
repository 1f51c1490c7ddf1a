import type { CallTemplate, TemplateSection } from '@concordat/templates';
import type { OutlineNode } from '../section/index.js';

/** A template's flat list of sections as the tree that the section module lays out. */
export function outlineOfTemplate(template: CallTemplate): OutlineNode[] {
  const criteria = new Map(template.criteria.map(({ id, title }) => [id, title]));
  const under = (parentNumber: string | null): OutlineNode[] =>
    template.sections
      .filter((section) => section.parentNumber === parentNumber)
      .map((section) => nodeOf(section, criteria, under(section.number)));
  return under(null);
}

function nodeOf(
  section: TemplateSection,
  criteria: ReadonlyMap<string, string>,
  children: readonly OutlineNode[],
): OutlineNode {
  const titles = section.criterionIds.flatMap((id) => criteria.get(id) ?? []);
  return {
    id: section.number,
    title: section.title,
    guidance: section.guidance?.text ?? '',
    guidanceSource: section.guidance?.source ?? section.basis ?? '',
    criterion: titles.length > 0 ? titles.join('; ') : null,
    wordLimit: section.limit?.words ?? null,
    limitVerified: section.limit?.limitVerified ?? false,
    mandatory: section.mandatory,
    children,
  };
}
