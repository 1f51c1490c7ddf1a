import { access, constants, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { Config } from '../../platform/config/index.js';
import { isLoopback } from '../../platform/config/index.js';
import { reachRedis } from '../../platform/queue/index.js';
import { bytesInWords } from '../command.js';
import { keyFileNames } from '../backup/key-files.js';
import { attention, type Finding, good, wrong } from './finding.js';

const leastNode = [20, 19] as const;
const leastFreeBytes = 1_000_000_000;
const mailPatienceMs = 7_000;

/** What needs no database: the runtime, the folder, the disk, the port, the address, the mail server. */
export async function checkMachine(config: Config): Promise<readonly Finding[]> {
  return [
    checkNode(process.versions.node),
    ...(await checkDataFolder(config.dataDir)),
    await checkDisk(config.dataDir),
    await checkPort(config),
    checkPublicUrl(config),
    await checkMail(config),
    await checkQueue(config),
  ];
}

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])
    ? good(`Node.js is ${version}.`)
    : wrong(`Node.js is ${version} and Concordat needs ${leastNode.join('.')} or newer; install that.`);
}

async function checkDataFolder(folder: string): Promise<readonly Finding[]> {
  try {
    const { mode, uid } = await stat(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const own = process.getuid?.();
    const findings = [good(`The data folder ${folder} can be read and written.`)];
    if (own !== undefined && own !== 0 && uid !== own)
      findings.push(
        attention(
          `The data folder belongs to another account (number ${uid}); run Concordat and this command as that account.`,
        ),
      );
    if ((mode & 0o007) !== 0)
      findings.push(
        wrong(
          `Every account of this machine may look into ${folder}; say "chmod o-rwx ${folder}". Nothing else has to change.`,
        ),
      );
    return [...findings, ...(await checkKeyFiles(folder))];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      return [
        wrong(
          `There is no data folder ${folder}; set CONCORDAT_DATA_DIR to the one that Concordat was started with. A first start makes it.`,
        ),
      ];
    if (code === 'EACCES' || code === 'EPERM')
      return [
        wrong(
          `This account may not read and write ${folder}; run the command as the account that runs Concordat.`,
        ),
      ];
    throw error;
  }
}

async function checkKeyFiles(folder: string): Promise<readonly Finding[]> {
  const open: string[] = [];
  for (const name of [...keyFileNames, 'database-roles.json', 'database-password']) {
    const found = await stat(path.join(folder, name)).catch(() => undefined);
    if (found && (found.mode & 0o077) !== 0) open.push(name);
  }
  return open.length === 0
    ? [good('Keys and passwords are readable by their owner alone.')]
    : [
        wrong(
          `Other accounts may read ${open.join(', ')} in ${folder}; say "chmod 600" for each, and think of who could have read them.`,
        ),
      ];
}

async function checkDisk(folder: string): Promise<Finding> {
  const found = await statfs(folder).catch(() => undefined);
  if (!found) return attention('The free space of the disk cannot be read.');
  const free = found.bavail * found.bsize;
  const share = found.blocks === 0 ? 1 : found.bavail / found.blocks;
  const sentence = `The disk of the data folder has ${bytesInWords(free)} free (${Math.round(share * 100)} %)`;
  if (free < leastFreeBytes / 4)
    return wrong(`${sentence}: soon nothing can be saved. What was called saved is safe; make room now.`);
  return free < leastFreeBytes || share < 0.05 ? attention(`${sentence}; make room.`) : good(`${sentence}.`);
}

async function checkPort({ port, host }: Config): Promise<Finding> {
  const listening = await new Promise<string | undefined>((resolve) => {
    const probe = createServer();
    probe
      .once('error', ({ code }: NodeJS.ErrnoException) => resolve(code))
      .listen(port, host, () => probe.close(() => resolve(undefined)));
  });
  if (listening === undefined)
    return good(`Port ${port} on ${host} is free: Concordat does not run here now.`);
  if (listening !== 'EADDRINUSE')
    return wrong(`Port ${port} on ${host} cannot be used (${listening}); correct PORT or HOST.`);
  const at = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const answer = await fetch(`http://${at.includes(':') ? `[${at}]` : at}:${port}/health/ready`, {
    signal: AbortSignal.timeout(5000),
  }).then(
    async (response) => ({ status: response.status, text: await response.text() }),
    () => undefined,
  );
  if (answer?.status === 200 && answer.text.includes('"ready"'))
    return good(`Concordat runs on port ${port} and is ready.`);
  return answer?.text.includes('"status"')
    ? wrong(`Concordat runs on port ${port} but is not ready: it says ${answer.text}. Look into its log.`)
    : wrong(
        `Port ${port} on ${host} is held by a program that is not a Concordat that answers; stop it, or set PORT to another port.`,
      );
}

function checkPublicUrl({ publicUrl, host }: Config): Finding {
  const { hostname, protocol } = new URL(publicUrl);
  if (isLoopback(hostname) && !isLoopback(host))
    return attention(
      `People are sent to ${publicUrl}, which only this machine reaches, while HOST ${host} is open to the network; set CONCORDAT_PUBLIC_URL to the address people type.`,
    );
  return good(
    protocol === 'https:'
      ? `People reach it under ${publicUrl}; a proxy in front has to speak TLS.`
      : `It is open on this machine alone, under ${publicUrl}.`,
  );
}

async function checkQueue({ redisUrl }: Config): Promise<Finding> {
  if (redisUrl === undefined) return good('Jobs live in the database.');
  try {
    await reachRedis(redisUrl);
    return good('The job queue in REDIS_URL answers.');
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

async function checkMail({ smtpUrl }: Config): Promise<Finding> {
  if (smtpUrl === undefined)
    return good('No mail server is set: people read their mail inside Concordat (SMTP_URL changes that).');
  const { hostname } = new URL(smtpUrl);
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: mailPatienceMs,
    greetingTimeout: mailPatienceMs,
    socketTimeout: mailPatienceMs,
  });
  try {
    await transport.verify();
    return good(`The mail server ${hostname} answers and takes our sign-in.`);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 200) : String(error);
    return wrong(
      `The mail server ${hostname} cannot be used (${why}). Reminders wait and are tried again; correct SMTP_URL or look at that server.`,
    );
  } finally {
    transport.close();
  }
}
