import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** The weight of a page that is nothing but an editor: React, Tiptap, tables, collaboration and carets. */
const checkout = fileURLToPath(new URL('../../../', import.meta.url));
const vite = createRequire(path.join(checkout, 'apps/web/package.json')).resolve('vite');
const { build } = await import(pathToFileURL(vite).href);
const room = await realpath(await mkdtemp(path.join(tmpdir(), 'concordat-bare-editor-')));
try {
  await symlink(path.join(checkout, 'node_modules'), path.join(room, 'node_modules'));
  await writeFile(
    path.join(room, 'index.html'),
    '<div id="root"></div><script type="module" src="/main.js"></script>',
  );
  await writeFile(
    path.join(room, 'main.js'),
    `import { createElement } from 'react';
     import { createRoot } from 'react-dom/client';
     import { EditorContent, useEditor } from '@tiptap/react';
     import StarterKit from '@tiptap/starter-kit';
     import { TableKit } from '@tiptap/extension-table';
     import Collaboration from '@tiptap/extension-collaboration';
     import CollaborationCaret from '@tiptap/extension-collaboration-caret';
     import { HocuspocusProvider } from '@hocuspocus/provider';
     import * as Y from 'yjs';
     const document = new Y.Doc();
     const provider = new HocuspocusProvider({ url: 'ws://localhost', name: 'bare', document });
     const Page = () => createElement(EditorContent, { editor: useEditor({ extensions: [
       StarterKit.configure({ undoRedo: false }), TableKit, Collaboration.configure({ document }),
       CollaborationCaret.configure({ provider })] }) });
     createRoot(window.document.getElementById('root')).render(createElement(Page));`,
  );
  const { output } = await build({
    root: room,
    logLevel: 'silent',
    configFile: false,
    build: { write: false, target: 'es2022', modulePreload: { polyfill: false } },
  });
  const bytes = output
    .map((file) => gzipSync(file.type === 'chunk' ? file.code : file.source).byteLength)
    .reduce((sum, each) => sum + each, 0);
  process.send?.({ port: bytes });
} finally {
  await rm(room, { recursive: true, force: true });
}
process.on('disconnect', () => process.exit(0));
