import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Lints texts as if they stood in files of the project: a JSON list of [file, text] on standard input, a list of
 * "rule: message" lists on the last line of the output. Runs apart, because ESLint's own module loading and
 * Jest's do not mix. The files need not exist, so rules that ask for types see the file through no program.
 */
const checkout = fileURLToPath(new URL('../../', import.meta.url));
if (!process.argv.includes('--without-graph')) await createProjectGraphAsync();
const eslint = new ESLint({
  cwd: checkout,
  overrideConfig: process.argv.includes('--with-types')
    ? []
    : [
        {
          files: ['apps/api/**'],
          languageOptions: { parserOptions: { project: null } },
          rules: {
            '@typescript-eslint/no-floating-promises': 'off',
            '@typescript-eslint/no-misused-promises': 'off',
          },
        },
      ],
});
const found = [];
for (const [file, text] of JSON.parse(readFileSync(0, 'utf8'))) {
  const [result] = await eslint.lintText(text, { filePath: `${checkout}${file}` });
  found.push((result?.messages ?? []).map(({ ruleId, message }) => `${ruleId}: ${message}`));
}
console.log(`\n${JSON.stringify(found)}`);
