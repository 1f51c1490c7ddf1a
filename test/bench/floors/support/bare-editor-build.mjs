import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const checkout = fileURLToPath(new URL('../../../../', import.meta.url));
const vite = createRequire(path.join(checkout, 'apps/web/package.json')).resolve('vite');

const program = (begin) => `import { createElement } from 'react';
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
       StarterKit.configure({ undoRedo: false }), TableKit, Collaboration.configure({ document, field: 'text' }),
       CollaborationCaret.configure({ provider })] }) });
     ${begin}
     createRoot(window.document.getElementById('root')).render(createElement(Page));`;

/** A text that stands there from the start takes the place of the server, which this page has not. */
const begins = {
  weight: '',
  page: `provider.disconnect();
     Y.applyUpdate(document, new Uint8Array(await (await fetch('/text')).arrayBuffer()));`,
};

/**
 * Builds a page that is nothing but an editor: React, Tiptap, tables, collaboration and carets, by the bundler of the
 * product. Gives its files. `page` reads its text from `/text`; `weight` has none.
 */
export async function buildBareEditor(kind) {
  const { build } = await import(pathToFileURL(vite).href);
  const room = await realpath(await mkdtemp(path.join(tmpdir(), 'concordat-bare-editor-')));
  try {
    await symlink(path.join(checkout, 'node_modules'), path.join(room, 'node_modules'));
    await writeFile(
      path.join(room, 'index.html'),
      '<div id="root"></div><script type="module" src="/main.js"></script>',
    );
    await writeFile(path.join(room, 'main.js'), program(begins[kind]));
    const { output } = await build({
      root: room,
      logLevel: 'silent',
      configFile: false,
      build: { write: false, target: 'es2022', modulePreload: { polyfill: false } },
    });
    return output.map((file) => ({
      name: file.fileName,
      content: file.type === 'chunk' ? file.code : file.source,
    }));
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}
