import type { SectionJson } from './section-json.js';

/**
 * The base of a section: its text with all pending suggestions rejected. Sign-off, verdicts, packages, PDF and
 * page counts use it and nothing else. Schema version 1 knows no suggestions, so the base is the document itself;
 * everyone asks here all the same, so that the day suggestions arrive no caller shows unaccepted text.
 */
export function baseOf(section: SectionJson): SectionJson {
  return section;
}
