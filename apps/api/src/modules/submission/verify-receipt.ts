import { createHash, createPublicKey, verify } from 'node:crypto';
import { ReceiptFile } from '@concordat/contracts';
import { manifestText, receiptText } from '@concordat/domain';

/** A file that somebody holds next to a receipt. */
export interface HeldFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The outcome, in sentences fit for a terminal: all of `problems` must be mended before the receipt proves anything. */
export interface Verification {
  readonly problems: readonly string[];
  readonly findings: readonly string[];
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** The SHA-256 of a public key's DER form, 64 hexadecimal digits; null for what is no key. */
export function fingerprintOf(publicKey: string): string | null {
  try {
    const key = createPublicKey(publicKey);
    if (key.asymmetricKeyType !== 'ed25519') return null;
    return sha256(key.export({ type: 'spki', format: 'der' }));
  } catch {
    // Not a key: the caller says so in words.
    return null;
  }
}

/**
 * Verifies a receipt without the installation that made it: signature, hash, manifest, and the files held beside it.
 * `trustedKey` (PEM) is the key as the installation publishes it; without it the receipt's own key is used and named.
 */
export function verifyReceipt(
  receiptJson: string,
  files: readonly HeldFile[],
  trustedKey: string | null,
): Verification {
  const receipt = readReceipt(receiptJson);
  if (!receipt)
    return { problems: ['This is not a Concordat receipt, or its form was changed.'], findings: [] };
  const seal = checkSeal(receipt, trustedKey);
  const held = files.map((file) => checkFile(receipt, file));
  const missing = receipt.manifest.files.filter(({ name }) => !files.some((file) => file.name === name));
  return {
    problems: [...seal, ...held.flatMap(({ problem }) => problem ?? [])],
    findings: [
      `Receipt ${receipt.statement.number}: accepted at ${receipt.statement.decidedAt} (UTC).`,
      `Signed with the key ${fingerprintOf(receipt.publicKey) ?? 'that cannot be read'}.`,
      trustedKey === null
        ? 'Compare that key with the one the installation publishes at /api/receipts/key, or name it with --key.'
        : 'That key was compared with the one you named.',
      ...held.flatMap(({ finding }) => finding ?? []),
      ...missing.map(({ name }) => `${name} belongs to the package and was not given; it was not checked.`),
    ],
  };
}

function readReceipt(json: string): ReceiptFile | null {
  try {
    const read = ReceiptFile.safeParse(JSON.parse(json));
    return read.success ? read.data : null;
  } catch {
    // Not JSON: the caller says so in words.
    return null;
  }
}

function checkSeal(receipt: ReceiptFile, trustedKey: string | null): string[] {
  const problems: string[] = [];
  const text = receiptText(receipt.statement);
  const fingerprint = fingerprintOf(receipt.publicKey);
  if (fingerprint === null) return ['The receipt carries no Ed25519 key that can be read.'];
  if (trustedKey !== null && fingerprintOf(trustedKey) !== fingerprint)
    problems.push('The receipt was signed with another key than the one you named. Do not trust it.');
  const signed = verify(
    null,
    Buffer.from(text, 'utf8'),
    createPublicKey(receipt.publicKey),
    Buffer.from(receipt.signature, 'base64'),
  );
  if (!signed) problems.push('The signature does not fit: the receipt was changed after it was signed.');
  if (sha256(text) !== receipt.sha256) problems.push('The receipt’s own fingerprint does not fit its words.');
  if (sha256(manifestText(receipt.manifest)) !== receipt.statement.manifestSha256)
    problems.push('The list of contents is not the one that was signed: it was changed afterwards.');
  return problems;
}

function checkFile({ manifest }: ReceiptFile, file: HeldFile): { problem?: string; finding?: string } {
  const found = sha256(file.bytes);
  const listed = manifest.files.find(({ name }) => name === file.name);
  // A renamed file is still the file.
  const same = manifest.files.find((each) => each.sha256 === found);
  if (same) return { finding: `${file.name} is, byte for byte, what was submitted as ${same.name}.` };
  return {
    problem: listed
      ? `${file.name} is not the file that was submitted: it was changed (SHA-256 ${found}, submitted ${listed.sha256}).`
      : `${file.name} is not part of what was submitted (SHA-256 ${found}).`,
  };
}
