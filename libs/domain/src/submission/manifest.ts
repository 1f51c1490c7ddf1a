import type { Instant } from '../shared/outcome.js';

/** A file of a package. */
export interface ManifestFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** SHA-256 of the file, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** A section as it stands in a package. */
export interface ManifestSection {
  readonly sectionId: string;
  readonly number: string;
  readonly title: string;
  readonly words: number;
  /** The position in the section's log up to which, inclusive, its text went in. */
  readonly logPosition: number;
  /** SHA-256 of the section's text, 64 lower-case hexadecimal digits. */
  readonly textSha256: string;
}

/** What a package holds. Instants are ISO strings in UTC. */
export interface Manifest {
  readonly format: 'concordat-manifest-1';
  readonly proposalId: string;
  readonly acronym: string;
  readonly callIdentifier: string;
  readonly cutOffAt: string;
  readonly packageNumber: number;
  readonly preparedAt: string;
  readonly practice: boolean;
  readonly sections: readonly ManifestSection[];
  readonly files: readonly ManifestFile[];
}

/**
 * JSON with sorted keys and no white space, so that the same content always gives the same bytes (UTF-8) to hash and
 * sign. Follows RFC 8785 for what manifests hold: strings, whole numbers, booleans, null, arrays, objects. A key whose
 * value is undefined is left out; a number that is not finite is a bug and throws.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('Not a JSON number');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  const entries = Object.entries(value)
    .filter(([, held]) => held !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, held]) => `${JSON.stringify(key)}:${canonicalJson(held)}`);
  return `{${entries.join(',')}}`;
}

/** The string that is hashed for a manifest. Files are put in order of name, so that their order cannot matter. */
export function manifestText(manifest: Manifest): string {
  const files = [...manifest.files].sort((one, other) => (one.name < other.name ? -1 : 1));
  return canonicalJson({ ...manifest, files });
}

/** What a receipt states, to be signed and to be verified offline. Instants are ISO strings in UTC. */
export interface ReceiptStatement {
  readonly format: 'concordat-receipt-1';
  readonly number: string;
  readonly proposalId: string;
  readonly submissionId: string;
  readonly decidedAt: string;
  readonly cutOffAt: string;
  readonly zone: string;
  /** SHA-256 of {@link manifestText}. */
  readonly manifestSha256: string;
  /** Hash of the receipt before this one; {@link chainOrigin} for the first. */
  readonly previousSha256: string;
}

/** What the first receipt of an installation links to: 64 zeros. */
export const chainOrigin = '0'.repeat(64);

/** The string whose UTF-8 bytes are signed (Ed25519) and hashed; the hash is the link that the next receipt names. */
export function receiptText(statement: ReceiptStatement): string {
  return canonicalJson(statement);
}

/** A receipt in a chain, with the hash its maker recorded for it. */
export interface ChainedReceipt {
  readonly statement: ReceiptStatement;
  /** SHA-256 of {@link receiptText}. */
  readonly sha256: string;
}

/**
 * Finds the first receipt that does not link to the one before it, by index, or null when the chain holds. The hashes
 * themselves are the caller's to recompute from {@link receiptText}.
 */
export function firstBrokenLink(chain: readonly ChainedReceipt[]): number | null {
  const broken = chain.findIndex(({ statement }, index) => {
    const previous = index === 0 ? chainOrigin : chain[index - 1]?.sha256;
    return statement.previousSha256 !== previous;
  });
  return broken === -1 ? null : broken;
}

/**
 * A receipt's number, `2027-0043`: the UTC year of the decision and the count within that year, from 1, with at least
 * four digits.
 */
export function receiptNumber(decidedAt: Instant, sequence: number): string {
  if (!Number.isInteger(sequence) || sequence < 1) throw new RangeError('A receipt counts from 1');
  return `${decidedAt.getUTCFullYear()}-${String(sequence).padStart(4, '0')}`;
}

/** The name of a package's PDF, `KAAMOS_PartB_v12_2027-01-26T1430Z.pdf`. Other signs than letters and digits go. */
export function packageFileName(acronym: string, packageNumber: number, preparedAt: Instant): string {
  const name = acronym.normalize('NFKD').replace(/[^A-Za-z0-9-]+/g, '') || 'Proposal';
  const stamp = preparedAt.toISOString().slice(0, 16).replace(':', '');
  return `${name}_PartB_v${packageNumber}_${stamp}Z.pdf`;
}
