import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createTypstCompiler } from '@myriaddreamin/typst.ts/compiler';
import { loadFonts } from '@myriaddreamin/typst.ts/options.init';

/** The Typst compiler alone, with the same template, fonts and data: milliseconds cold, warm, and after an edit. */
process.once('message', async ({ templatePath, fontPaths, data, edited }) => {
  const took = [];
  let from = performance.now();
  const compiler = createTypstCompiler();
  const wasm = createRequire(import.meta.url).resolve(
    '@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm',
  );
  await compiler.init({
    getModule: () => ({ module_or_path: readFileSync(wasm) }),
    beforeBuild: [
      loadFonts(
        fontPaths.map((font) => new Uint8Array(readFileSync(font))),
        { assets: false },
      ),
    ],
  });
  compiler.addSource('/main.typ', readFileSync(templatePath, 'utf8'));
  for (const text of [data, data, edited]) {
    await compiler.runWithWorld({ mainFilePath: '/main.typ', inputs: { data: text } }, async (world) => {
      await world.compile({ diagnostics: 'unix' });
      await world.pdf({ diagnostics: 'unix' });
    });
    took.push(performance.now() - from);
    from = performance.now();
  }
  process.send({ took }, () => process.disconnect());
});
process.send({ port: 0 });
process.on('disconnect', () => process.exit(0));
