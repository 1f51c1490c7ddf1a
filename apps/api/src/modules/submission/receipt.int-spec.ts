import { generateKeyPairSync } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { downloadPackageFile, downloadReceipt, readReceiptKey } from '@concordat/contracts';
import { SubmissionWorld } from '../../../test/submission-world.js';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { signingKeyFile } from './receipt-signer.js';
import { verifyReceipt } from './verify-receipt.js';

describe('a receipt', () => {
  let server: TestServer;
  let json: string;
  let file: { name: string; bytes: Uint8Array };
  let key: string;
  beforeAll(async () => {
    server = await startTestServer();
    const north = await SubmissionWorld.make(server);
    const packageId = await north.prepare();
    const { statement } = await north.submit(packageId);
    const params = { ...north.params, submissionId: statement.submissionId };
    const path = (served: { path: string }, ids: Record<string, string>) =>
      `/api${served.path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? '')}`;
    json = await (await north.coordinator.fetch(path(downloadReceipt, params))).text();
    const [held] = (await north.read()).packages[0]?.files ?? [];
    const address = path(downloadPackageFile, { ...params, packageId, fileId: held?.id ?? '' });
    const bytes = await (await north.coordinator.fetch(address)).arrayBuffer();
    file = { name: held?.name ?? '', bytes: new Uint8Array(bytes) };
    key = (await server.nobody().get(readReceiptKey, {})).publicKey;
  });
  afterAll(() => server.stop());

  it('is verified without the server, with its file and the published key', () => {
    const { problems, findings } = verifyReceipt(json, [file], key);
    expect(problems).toEqual([]);
    expect(findings.join(' ')).toContain('byte for byte');
  });

  it('finds one changed byte of the file, and a file that is none of the package', () => {
    const bytes = Uint8Array.from(file.bytes);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    expect(verifyReceipt(json, [{ ...file, bytes }], key).problems).toEqual([
      expect.stringContaining('it was changed'),
    ]);
    expect(verifyReceipt(json, [{ name: 'other.pdf', bytes }], key).problems).toEqual([
      expect.stringContaining('not part of what was submitted'),
    ]);
  });

  it.each([
    ['its time', (text: string) => text.replace(/"decidedAt": "\d{4}/, '"decidedAt": "1999')],
    ['its number', (text: string) => text.replace(/"number": "\d{4}-/, '"number": "1999-')],
    ['a fingerprint', (text: string) => text.replace(/("files"[\s\S]*"sha256": ")(.)/, '$1x')],
    ['the words of a section', (text: string) => text.replace(/"words": \d+/, '"words": 9999')],
    ['anything else', () => 'no receipt'],
  ])('finds out when %s was changed', (_, change) => {
    expect(verifyReceipt(change(json), [], key).problems.length).toBeGreaterThan(0);
  });

  it('is not trusted when another key signed it', () => {
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(verifyReceipt(json, [], other).problems).toEqual([expect.stringContaining('another key')]);
  });

  it('is signed with a key that only its owner can read', async () => {
    expect((await stat(signingKeyFile(server.config.dataDir))).mode & 0o777).toBe(0o600);
  });
});
