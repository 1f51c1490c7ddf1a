import { z } from 'zod';
import { sourced } from '../sourced.js';

const templateSection = z.strictObject({
  /** As in the outline, `C4`; the letter alone for a heading. */
  number: z.string().regex(/^[A-Z]\d*$/),
  parentNumber: z.string().nullable(),
  title: z.string(),
  /** The provision the heading is derived from; null for a section under it. */
  basis: z.string().nullable(),
  /** False for a heading that only holds sections. */
  writable: z.boolean(),
  mandatory: z.boolean(),
  guidance: z.string().nullable(),
  /** Words, or null for none. */
  wordLimit: z.int().positive().nullable(),
  criterionIds: z.array(z.string()),
  verified: z.boolean(),
});

/** A template file as it ships. A file that does not fit stops the program where it is loaded. */
export const callTemplateFile = z.strictObject({
  templateId: z.string(),
  version: z.int().positive(),
  title: z.string(),
  /** True when it is the authority's own form. */
  official: z.boolean(),
  note: z.string(),
  guidanceSource: z.string(),
  limitSource: z.string(),
  sections: z.array(templateSection).min(1),
  criteria: z.array(z.strictObject({ id: z.string(), title: z.string(), ...sourced })),
  eligibilityRules: z.array(
    z.strictObject({
      id: z.string(),
      severity: z.enum(['error', 'warning', 'info']),
      text: z.string(),
      ...sourced,
    }),
  ),
});

/** A limit of a section: always in words here, indicative, and never confirmed in a call's text. */
export interface TemplateLimit {
  readonly words: number;
  readonly kind: 'indicative';
  readonly limitVerified: false;
  readonly limitSource: string;
}

/** A node of a template's outline. Headings come before the sections they hold. */
export interface TemplateSection {
  readonly number: string;
  readonly parentNumber: string | null;
  readonly title: string;
  readonly basis: string | null;
  readonly writable: boolean;
  readonly mandatory: boolean;
  readonly guidance: { readonly text: string; readonly source: string } | null;
  readonly limit: TemplateLimit | null;
  readonly criterionIds: readonly string[];
  readonly verified: boolean;
}

/** A criterion the evaluators use, with how sure we are of it. */
export type TemplateCriterion = z.infer<typeof callTemplateFile>['criteria'][number];

/** A rule of eligibility, with how sure we are of it. */
export type EligibilityRule = z.infer<typeof callTemplateFile>['eligibilityRules'][number];

/** The form a call takes: outline, limits, criteria and rules, each with its source. */
export interface CallTemplate {
  readonly templateId: string;
  readonly version: number;
  readonly title: string;
  readonly official: boolean;
  readonly note: string;
  readonly sections: readonly TemplateSection[];
  readonly criteria: readonly TemplateCriterion[];
  readonly eligibilityRules: readonly EligibilityRule[];
}

/** Reads a template file; throws when it does not fit, names an unknown parent or criterion, or repeats a number. */
export function readCallTemplate(data: unknown): CallTemplate {
  const { sections, guidanceSource, limitSource, ...template } = callTemplateFile.parse(data);
  const numbers = sections.map(({ number }) => number);
  const criterionIds = template.criteria.map(({ id }) => id);
  if (new Set(numbers).size !== numbers.length)
    throw new Error(`${template.templateId}: a number comes twice`);
  for (const section of sections) {
    const strays = section.criterionIds.filter((id) => !criterionIds.includes(id));
    if (section.parentNumber !== null && !numbers.includes(section.parentNumber))
      throw new Error(`${template.templateId}: ${section.number} hangs under nothing`);
    if (strays.length > 0)
      throw new Error(`${template.templateId}: ${section.number} names ${strays.join(', ')}`);
  }
  return {
    ...template,
    sections: sections.map(({ guidance, wordLimit, ...section }) => ({
      ...section,
      guidance: guidance === null ? null : { text: guidance, source: guidanceSource },
      limit:
        wordLimit === null
          ? null
          : { words: wordLimit, kind: 'indicative', limitVerified: false, limitSource },
    })),
  };
}
