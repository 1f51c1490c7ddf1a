import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { buildBareEditor } from './support/bare-editor-build.mjs';

/** A page that is nothing but an editor, served from here with a text that is read from a file: `bare-page <update>`. */
const [, , text] = process.argv;
const files = new Map([['/text', gzipSync(await readFile(text))]]);
for (const { name, content } of await buildBareEditor('page')) files.set(`/${name}`, gzipSync(content));
const kinds = { html: 'text/html', js: 'text/javascript' };

const server = createServer(({ url }, answer) => {
  const name = url === '/' ? '/index.html' : url;
  const content = files.get(name);
  if (!content) return void answer.writeHead(404).end();
  const type = kinds[name.split('.').at(-1)] ?? 'application/octet-stream';
  answer.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(content);
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));
