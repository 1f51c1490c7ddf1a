import { readFile } from 'node:fs/promises';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { compiledMessages } from './compiled-messages.mjs';

/** Where `npm start` listens; the development server passes the API and the sockets on to it. */
const server = process.env['CONCORDAT_PUBLIC_URL'] ?? 'http://localhost:3000';

/** The API takes changes only from its own address, so the proxy speaks in its name. */
const passOn = { target: server, changeOrigin: true, headers: { origin: new URL(server).origin } };

/** React Aria brings its own few words in thirty languages; the languages of the interface are enough. */
const onlyOurLanguages: Plugin = {
  name: 'only-our-languages',
  enforce: 'pre',
  load: {
    filter: {
      id: /[\\/](react-aria|react-stately|react-aria-components)[\\/].*[\\/]intl[\\/].*[a-z]{2}-[A-Z]{2}\.m?js$/,
    },
    handler: (id) => (/en-US\.m?js$/.test(id) ? null : 'export default {};'),
  },
};

/**
 * Every schema of zod can describe itself as JSON Schema, which only the server's document of the API asks for. What
 * writes these descriptions is a third of zod; a page gets functions that refuse in its place.
 */
const noJsonSchema: Plugin = {
  name: 'no-json-schema',
  enforce: 'pre',
  load: {
    filter: { id: /[\\/]zod[\\/]v4[\\/]core[\\/](json-schema-processors|to-json-schema)\.js$/ },
    async handler(id) {
      const source = await readFile(id, 'utf8');
      // What schemas read of their own checks stands before the first processor, and stays.
      const end = source.indexOf('export const stringProcessor');
      const kept = end < 0 ? '' : source.slice(0, end);
      const names = [...source.slice(kept.length).matchAll(/^export (?:const|function) (\w+)/gm)];
      if (names.length < 5) this.error(`${id} is not what it was`);
      const refuse = `const refuse = () => { throw new Error('A page writes no JSON Schema.'); };`;
      const later = names.map(([, name]) => `export const ${name} = refuse;`);
      const renamed = end < 0 ? ['export { processSchema as process };'] : [];
      return [kept, refuse, ...later, ...renamed].join('\n');
    },
  },
};

export default defineConfig({
  plugins: [onlyOurLanguages, compiledMessages, noJsonSchema, react()],
  // Libraries are read from their sources: no build has to run before this one.
  resolve: { conditions: ['@concordat/source', ...defaultClientConditions] },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': passOn, '/health': passOn, '/collab': { ...passOn, ws: true } },
  },
  build: {
    target: 'es2022',
    sourcemap: false,
    reportCompressedSize: true,
    // The content security policy allows fonts from our own address only, never from a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // A group that took what it depends on would take React into the editor's file, and every page would load it.
          includeDependenciesRecursively: false,
          groups: [
            // The editor's machinery is one file that only its screen asks for, with the small packages that it alone
            // stands on: left to the screen's file, the two would need each other.
            {
              name: 'editor',
              test: /node_modules[\\/](@tiptap|@hocuspocus|@lifeomic|prosemirror-[a-z-]+|yjs|y-[a-z]+|lib0|orderedmap|rope-sequence|w3c-keyname|linkifyjs|fast-equals)[\\/]/,
            },
            // What changes only with an upgrade keeps its name over our own releases.
            {
              name: 'framework',
              test: /node_modules[\\/](react|react-dom|scheduler|use-sync-external-store|@tanstack)[\\/]/,
            },
          ],
        },
      },
    },
  },
});
