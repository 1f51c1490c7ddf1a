import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';

/** Hocuspocus as its documentation sets it up: with its database extension, which here writes a file and waits for the disk. */
const [folder, port] = process.argv.slice(2);
const fileOf = (name) => path.join(folder, `${name}.bin`);

const server = new Server({
  address: '127.0.0.1',
  port: Number(port),
  quiet: true,
  extensions: [
    new Database({
      fetch: async ({ documentName }) =>
        existsSync(fileOf(documentName)) ? new Uint8Array(readFileSync(fileOf(documentName))) : null,
      store: async ({ documentName, state }) => {
        const file = openSync(fileOf(documentName), 'w');
        writeSync(file, state);
        fsyncSync(file);
        closeSync(file);
      },
    }),
  ],
});
await server.listen();
process.stdout.write('ready\n');
