import { isDoi, isSourceAddress, longestOfSource, newNodeId, type Source } from '@concordat/document';
import { parseBibtex, type BibtexEntry, type BibtexError } from './parse-bibtex.js';
import { plainWords } from './plain-words.js';

/** An entry as a source; `isKnown` if this proposal cites the same work already. */
export interface ReadSource {
  readonly key: string;
  readonly source: Source;
  readonly isKnown: boolean;
}

/** The sources that a text of BibTeX names, and what could not be read. */
export interface SourceReading {
  readonly sources: readonly ReadSource[];
  readonly errors: readonly BibtexError[];
}

/** Reads BibTeX as sources. Works that are cited already, by DOI or by title and year, are taken as they are known. */
export function readSources(text: string, known: readonly Source[]): SourceReading {
  const { entries, errors } = parseBibtex(text);
  const all = [...errors];
  const sources: ReadSource[] = [];
  for (const entry of entries) {
    const read = sourceOfEntry(entry);
    if ('problem' in read) {
      all.push(read);
      continue;
    }
    const same = [...known, ...sources.map(({ source }) => source)].find((other) => isSameWork(other, read));
    if (same && sources.some(({ source }) => source === same)) continue;
    sources.push({
      key: entry.key,
      source: same ?? { ...read, source: newNodeId() },
      isKnown: same !== undefined,
    });
  }
  return { sources, errors: all.toSorted((one, other) => one.line - other.line) };
}

function sourceOfEntry({ key, line, fields }: BibtexEntry): Omit<Source, 'source'> | BibtexError {
  const first = (...names: readonly string[]): string => {
    const name = names.find((each) => (fields.get(each) ?? '').trim() !== '');
    return name === undefined ? '' : (fields.get(name) ?? '');
  };
  const howPublished = first('howpublished');
  const address = /\\url\s*\{([^{}]*)\}/.exec(howPublished)?.[1] ?? '';
  const volume = plainWords(first('volume'));
  const issue = plainWords(first('number', 'issue'));
  const url = first('url').replace(/[{}\s]|\\(?=[%&#_])/g, '') || address.trim();
  const doi = first('doi')
    .replace(/[{}\s]|\\(?=[%&#_<>])/g, '')
    .replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:)/i, '');
  const read = {
    authors: authorsOf(first('author', 'editor')),
    title: plainWords(first('title')),
    container: plainWords(first('journal', 'journaltitle', 'booktitle', 'maintitle', 'series')),
    publisher: plainWords(
      first('publisher', 'institution', 'school', 'organization') || (address === '' ? howPublished : ''),
    ),
    year: plainWords(first('year')) || (/\d{4}/.exec(first('date'))?.[0] ?? ''),
    volume: issue === '' ? volume : `${volume}(${issue})`,
    pages: plainWords(first('pages')),
    doi: isDoi(doi) ? doi : '',
    url: isSourceAddress(url) ? url : '',
  };
  const wrong = { entry: key, line };
  if (read.title === '' && read.authors === '') return { ...wrong, problem: 'no_title' };
  for (const [field, longest] of Object.entries(longestOfSource) as [keyof typeof longestOfSource, number][])
    if (read[field].length > longest) return { ...wrong, problem: 'field_too_long', field };
  return read;
}

/** "Lovelace, Ada and Babbage, Charles" as "Ada Lovelace; Charles Babbage". Braces keep names of organisations whole. */
function authorsOf(tex: string): string {
  return namesIn(tex)
    .map((name) => {
      const parts = name.startsWith('{') && name.endsWith('}') ? [name] : name.split(/,\s*/);
      const [last = '', ...rest] = parts.map(plainWords);
      const given = rest.pop() ?? '';
      return [given, last, ...rest].filter(Boolean).join(' ');
    })
    .map((name) => (name === 'others' ? 'et al.' : name.replace(/;/g, ',')))
    .filter(Boolean)
    .join('; ');
}

/** Splits at "and" where no brace is open. */
function namesIn(tex: string): string[] {
  const names: string[] = [];
  let [depth, from] = [0, 0];
  for (const { 0: sign, index } of tex.matchAll(/\\[\s\S]|[{}]|\s+and\s+/gi)) {
    if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    else if (depth === 0 && !sign.startsWith('\\')) {
      names.push(tex.slice(from, index).trim());
      from = index + sign.length;
    }
  }
  return [...names, tex.slice(from).trim()].filter(Boolean);
}

const bare = (words: string): string => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

function isSameWork(one: Source, other: Omit<Source, 'source'>): boolean {
  if (one.doi !== '' && other.doi !== '') return one.doi.toLowerCase() === other.doi.toLowerCase();
  return bare(one.title) !== '' && bare(one.title) === bare(other.title) && one.year === other.year;
}
