import type { TemplateBrief } from '@concordat/contracts';
import type { CallTemplate } from '@concordat/templates';

/** A template for those who choose one. */
export const templateBrief = ({
  templateId,
  version,
  title,
  official,
  note,
  sections,
}: CallTemplate): TemplateBrief => ({
  key: templateId,
  version,
  title,
  official,
  note,
  sections: sections.map((section) => ({
    number: section.number,
    title: section.title,
    writable: section.writable,
    wordLimit: section.limit?.words ?? null,
    limitVerified: section.limit?.limitVerified ?? false,
    verified: section.verified,
  })),
});
