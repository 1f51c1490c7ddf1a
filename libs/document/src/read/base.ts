import { everySuggestion, resolveBlocks } from '../suggest/resolve-blocks.js';
import { sectionOf, type SectionJson } from './section-json.js';

/**
 * The base of a section: its text with all pending suggestions rejected. Sign-off, verdicts, packages, PDF and
 * page counts use it and nothing else. A section without suggestions is given back as it is.
 */
export function baseOf(section: SectionJson): SectionJson {
  return resolved(section, 'reject');
}

/** The clean text of a section: all pending suggestions accepted. Nobody has agreed to it yet. */
export function cleanOf(section: SectionJson): SectionJson {
  return resolved(section, 'accept');
}

function resolved(section: SectionJson, verdict: 'accept' | 'reject'): SectionJson {
  const content = resolveBlocks(section.content, verdict, everySuggestion);
  return content === section.content ? section : sectionOf(content);
}
