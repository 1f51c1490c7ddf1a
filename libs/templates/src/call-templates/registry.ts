import { practiceTemplate } from '../practice/practice.js';
import { aiFactoriesTemplate } from './ai-factories.js';
import type { CallTemplate } from './call-template.js';

/** Every template that ships; a call names one by id and version. */
export const callTemplates: readonly CallTemplate[] = [aiFactoriesTemplate, practiceTemplate];

/** Finds the template that a call names; null for one that does not ship. */
export function callTemplate(templateId: string, version: number): CallTemplate | null {
  return (
    callTemplates.find((template) => template.templateId === templateId && template.version === version) ??
    null
  );
}
