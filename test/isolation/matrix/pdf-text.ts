import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The words of a PDF, without the breaks of its lines, by poppler's pdftotext; null where that is not installed. */
export async function readPdf(bytes: Buffer): Promise<string | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'concordat-pdf-'));
  try {
    await writeFile(path.join(folder, 'a.pdf'), bytes);
    const { stdout } = await run('pdftotext', ['-raw', path.join(folder, 'a.pdf'), '-']);
    // A word that was divided at the end of a line is one word again.
    return stdout.replace(/[-\u00ad\u2010]\n/g, '').replaceAll('\n', ' ');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What can be read of a PDF on this machine: its words, else its bytes as they are. */
export const textOfPdf = async (bytes: Buffer): Promise<string> =>
  (await readPdf(bytes)) ?? bytes.toString('latin1');
