import { Node } from '@tiptap/core';
import { isAllowedAddress, longestAddress } from './address.js';
import { checkLine, dataOf, lineAttribute } from './inline-parts.js';
import { isNodeId } from './node-id.js';

/** A work that is cited. All fields but `source`, by which the same work is known again, may be empty. */
export interface Source {
  /** Twelve small letters and digits, the same wherever the work is cited. */
  readonly source: string;
  /** "Ada Lovelace; Charles Babbage". */
  readonly authors: string;
  readonly title: string;
  /** The journal, the proceedings, the book. */
  readonly container: string;
  readonly publisher: string;
  readonly year: string;
  readonly volume: string;
  readonly pages: string;
  /** Without a resolver before it: `10.1000/182`. */
  readonly doi: string;
  /** http or https. */
  readonly url: string;
}

/** The longest values of a source, in UTF-16 code units. */
export const longestOfSource = {
  authors: 1000,
  title: 500,
  container: 300,
  publisher: 300,
  year: 20,
  volume: 60,
  pages: 60,
  doi: 200,
} as const;

/** The longest note on where in a source something stands ("p. 12"), in UTF-16 code units. */
export const longestLocator = 60;

const doiShape = /^10\.\d{4,9}\/[^\s\p{Cc}<>"]+$/u;

/** Says whether this is a DOI without a resolver before it. */
export const isDoi = (value: string): boolean => value.length <= longestOfSource.doi && doiShape.test(value);

/** Says whether an address of a source may be kept: like a link's, but never an e-mail address. */
export const isSourceAddress = (value: string): boolean => isAllowedAddress(value) && /^https?:/i.test(value);

const plain = (name: Exclude<keyof typeof longestOfSource, 'doi'>) =>
  lineAttribute(name, longestOfSource[name], `The ${name} of a source is one short line.`);

/**
 * A citation. It carries the whole source, so that what was signed, packaged and brought back says what it cites; see
 * ADR 0016. Its number is derived.
 */
export const Citation = Node.create({
  name: 'citation',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    source: {
      default: null,
      validate: (value: unknown): void => {
        if (!isNodeId(value)) throw new RangeError('A source is named by 12 letters and digits.');
      },
      parseHTML: (element: unknown): string => dataOf(element, 'source'),
      renderHTML: ({ source }: Record<string, unknown>) => ({ 'data-source': source }),
    },
    authors: plain('authors'),
    title: plain('title'),
    container: plain('container'),
    publisher: plain('publisher'),
    year: plain('year'),
    volume: plain('volume'),
    pages: plain('pages'),
    doi: {
      ...lineAttribute('doi', longestOfSource.doi, ''),
      validate: (value: unknown): void => {
        if (value !== '' && !(typeof value === 'string' && isDoi(value)))
          throw new RangeError('A DOI begins with 10.');
      },
      parseHTML: (element: unknown): string => {
        const doi = dataOf(element, 'doi');
        return isDoi(doi) ? doi : '';
      },
    },
    url: {
      ...lineAttribute('url', longestAddress, ''),
      validate: (value: unknown): void => {
        if (value !== '' && !(typeof value === 'string' && isSourceAddress(value)))
          throw new RangeError('A source is at http or https.');
      },
      parseHTML: (element: unknown): string => {
        const url = dataOf(element, 'url');
        return isSourceAddress(url) ? url : '';
      },
    },
    locator: {
      ...lineAttribute('locator', longestLocator, ''),
      validate: checkLine(longestLocator, 'A place in a source is one short line.'),
    },
  }),
  parseHTML: () => [
    {
      tag: 'span[data-source]',
      getAttrs: (element: unknown) => (isNodeId(dataOf(element, 'source')) ? null : false),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['span', HTMLAttributes],
});

/** Reads the source that a citation's attributes carry; what is missing is empty. */
export function sourceOf(attributes: Readonly<Record<string, unknown>>): Source {
  const read = (name: keyof Source): string => {
    const value = attributes[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    source: read('source'),
    authors: read('authors'),
    title: read('title'),
    container: read('container'),
    publisher: read('publisher'),
    year: read('year'),
    volume: read('volume'),
    pages: read('pages'),
    doi: read('doi'),
    url: read('url'),
  };
}

/** A source as a bibliography has it, without its number: authors, title, where it appeared, when, where it is. */
export function formatSource(source: Source): string {
  const { title, container, publisher, year, volume, pages, doi, url } = source;
  const within = [container, volume && `vol. ${volume}`, pages && `pp. ${pages.replace(/-+/g, '–')}`];
  const parts = [
    formatAuthors(source.authors),
    title && `“${title}”`,
    within.filter(Boolean).join(', '),
    publisher,
    year,
    doi ? `doi:${doi}` : url,
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}

/** "Ada Lovelace, Charles Babbage and Mary Somerville"; of more than six the first and "et al.". */
function formatAuthors(authors: string): string {
  const names = authors.split(/\s*;\s*/).filter(Boolean);
  if (names.length > 6) return `${names[0]} et al.`;
  const last = names.pop();
  return names.length === 0 ? (last ?? '') : `${names.join(', ')} and ${last}`;
}
