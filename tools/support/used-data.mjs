import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkout } from './workspace.mjs';

const longestMs = 120_000;

/**
 * Starts the built product once on an empty folder, with its sample, and stops it: tests of the whole product that are
 * not about a first start begin with a copy of what it left, and save making the same database a dozen times.
 * Gives the folder and what removes it.
 */
export async function makeUsedData(env) {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'concordat-used-')));
  // The database runs as a user of its own where the tests run as root.
  chmodSync(folder, 0o755);
  const dataDir = path.join(folder, 'data');
  const port = await freePort();
  const child = spawn(process.execPath, [path.join(checkout, 'apps/api/dist/main.js')], {
    env: {
      ...env,
      NODE_ENV: 'production',
      PORT: String(port),
      CONCORDAT_DATA_DIR: dataDir,
      CONCORDAT_SAMPLE: 'on',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (said += text));
  const end = once(child, 'close');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const deadline = performance.now() + longestMs;
    while (!(await isReady(port))) {
      if (child.exitCode !== null || child.signalCode !== null || performance.now() > deadline)
        throw new Error(`The product did not start on an empty folder:\n${said}`);
      await pause(50);
    }
    child.kill('SIGTERM');
    const [code] = await end;
    if (code !== 0) throw new Error(`The product ended with ${code} when it was told to stop:\n${said}`);
    return { dataDir, remove };
  } catch (error) {
    child.kill('SIGTERM');
    await end;
    remove();
    throw error;
  }
}

const isReady = (port) =>
  fetch(`http://127.0.0.1:${port}/health/ready`).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.status === 200;
    },
    () => false,
  );

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
