import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readConfig, settingNames } from '../../apps/api/src/platform/config/index.js';
import { checkout } from '../support/product.js';

const read = (...parts: string[]): Promise<string> => readFile(path.join(checkout, ...parts), 'utf8');

/** `NAME=value` lines of an environment file. */
function settingsIn(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** What a compose file itself sets for Concordat: the lines below its `environment:`. */
function environmentIn(compose: string): Record<string, string> {
  const block = /\n( +)environment:\n((?:\1 {2}.*\n)+)/.exec(compose)?.[2] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/^ +([A-Z_]+): '?([^'\n]*)'?$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

describe('the images and compose files', () => {
  it.each([
    ['compose.yaml', 'concordat.env.example'],
    ['compose.several.yaml', 'concordat-several.env.example'],
  ])('%s sets what Concordat knows, and it starts with that', async (file, env) => {
    const compose = await read('docker', file);
    const settings = { ...settingsIn(await read('docker', env)), ...environmentIn(compose) };
    expect(Object.keys(settings).filter((name) => !settingNames.includes(name))).toEqual([]);
    expect(Object.keys(environmentIn(compose))).toEqual([
      'HOST',
      'PORT',
      'CONCORDAT_DATA_DIR',
      'CONCORDAT_SAMPLE',
    ]);
    const config = readConfig(settings);
    expect({ sample: config.sample, secondFactor: config.secondFactor, dataDir: config.dataDir }).toEqual({
      sample: false,
      secondFactor: 'required',
      dataDir: '/data',
    });
    // The password of the database stands in two files.
    const database = settingsIn(await read('docker', 'database.env.example'));
    expect(config.databaseUrl).toBe(
      `postgres://${database['POSTGRES_USER']}:${database['POSTGRES_PASSWORD']}@postgres:5432/${database['POSTGRES_DB']}`,
    );
    expect(compose).toContain(`env_file: ${env.replace('.example', '')}`);
    // Every file that is named is there, or is one that the operator copies.
    for (const [, name = ''] of compose.matchAll(/(?:dockerfile: |- \.\/)([\w./-]+?)(?=[:\n])/g))
      if (!['tls', 'backups'].includes(name))
        expect(await readdir(path.join(checkout, 'docker'))).toContain(path.basename(name));
  });

  it('nginx sends people to the services that compose starts, under one name', async () => {
    const [nginx, compose, env] = await Promise.all([
      read('docker', 'nginx.conf'),
      read('docker', 'compose.several.yaml'),
      read('docker', 'concordat-several.env.example'),
    ]);
    const servers = [...nginx.matchAll(/server (concordat-\d):3000/g)].map(([, name]) => name);
    expect(servers).toEqual([...compose.matchAll(/^ {2}(concordat-\d):$/gm)].map(([, name]) => name));
    const host = new URL(settingsIn(env)['CONCORDAT_PUBLIC_URL'] ?? '').hostname;
    expect(nginx).toContain(`server_name ${host};`);
    expect(nginx).toContain(`proxy_set_header Host ${host};`);
  });

  it('the image runs as nobody special, with settings that Concordat knows, from files that the build makes', async () => {
    const dockerfile = await read('docker', 'Dockerfile');
    const settings = Object.fromEntries(
      [...dockerfile.matchAll(/^(?:ENV| {3}) +([A-Z_]+)=(\S+)/gm)]
        .map(([, name = '', value = '']) => [name, value])
        .filter(([name]) => name !== 'NODE_ENV' && !name?.startsWith('NX_')),
    ) as Record<string, string>;
    expect(settings).toEqual({
      HOST: '0.0.0.0',
      PORT: '3000',
      CONCORDAT_DATA_DIR: '/data',
      CONCORDAT_SAMPLE: 'off',
    });
    expect(dockerfile.indexOf('USER node')).toBeLessThan(dockerfile.indexOf('CMD ["node", "apps/api'));
    expect(dockerfile).toMatch(/^CMD \["node", "apps\/api\/dist\/main.js"\]$/m);
  });
});

describe('the documents for operators', () => {
  it.each([['docs/operating.md'], ['README.md']])('%s names every setting', async (file) => {
    const text = await read(file);
    expect(settingNames.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
