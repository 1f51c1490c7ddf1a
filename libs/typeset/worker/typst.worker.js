import fs from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { createTypstCompiler } from '@myriaddreamin/typst.ts/compiler';
import { loadFonts } from '@myriaddreamin/typst.ts/options.init';

/**
 * Runs Typst on its own thread, so that a document that takes too long can be ended from outside. It reads the
 * template and the fonts that it is given at the start, a document's pictures with it, and nothing else: there is no package registry and no file
 * access behind this compiler, and user text reaches it as data in `sys.inputs` only.
 *
 * @typedef {{ templatePath: string, fontPaths: readonly string[] }} Setting
 * @typedef {{ path: string, bytes: Uint8Array }} Picture
 * @typedef {{ id: number, data: string, files: readonly Picture[] }} Job
 * @typedef {{ id: number, pdf: Uint8Array, pages: number } | { id: number, failure: string }} Result
 */

const mainFilePath = '/main.typ';

/** @param {Setting} setting */
async function startCompiler({ templatePath, fontPaths }) {
  const wasmPath = createRequire(import.meta.url).resolve(
    '@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm',
  );
  const compiler = createTypstCompiler();
  await compiler.init({
    // An object, not bare bytes: the generated loader prints a warning about its own signature otherwise.
    getModule: () =>
      /** @type {Uint8Array<ArrayBuffer>} */ (
        /** @type {unknown} */ ({ module_or_path: fs.readFileSync(wasmPath) })
      ),
    beforeBuild: [
      loadFonts(
        fontPaths.map((font) => new Uint8Array(fs.readFileSync(font))),
        { assets: false },
      ),
    ],
  });
  compiler.addSource(mainFilePath, fs.readFileSync(templatePath, 'utf8'));
  return compiler;
}

/**
 * @param {import('@myriaddreamin/typst.ts/compiler').TypstCompiler} compiler
 * @param {string} data
 * @param {readonly Picture[]} files
 */
async function render(compiler, data, files) {
  for (const { path, bytes } of files) compiler.mapShadow(path, bytes);
  try {
    return await renderWith(compiler, data);
  } finally {
    for (const { path } of files) compiler.unmapShadow(path);
  }
}

/**
 * @param {import('@myriaddreamin/typst.ts/compiler').TypstCompiler} compiler
 * @param {string} data
 */
async function renderWith(compiler, data) {
  return compiler.runWithWorld({ mainFilePath, inputs: { data } }, async (world) => {
    const compiled = await world.compile({ diagnostics: 'unix' });
    if (compiled.hasError) throw new Error((compiled.diagnostics ?? []).join('\n'));
    const { result: pdf, diagnostics } = await world.pdf({ diagnostics: 'unix' });
    if (!pdf) throw new Error((diagnostics ?? []).join('\n'));
    /** @type {unknown} */
    const found = await world.query({ selector: '<page-count>', field: 'value' });
    const [pages] = /** @type {[number]} */ (typeof found === 'string' ? JSON.parse(found) : found);
    return { pdf: new Uint8Array(pdf), pages };
  });
}

const starting = startCompiler(/** @type {Setting} */ (workerData));

parentPort?.on('message', async (/** @type {Job} */ { id, data, files }) => {
  try {
    const { pdf, pages } = await render(await starting, data, files);
    parentPort?.postMessage({ id, pdf, pages }, [pdf.buffer]);
  } catch (error) {
    parentPort?.postMessage({ id, failure: error instanceof Error ? error.message : String(error) });
  }
});
