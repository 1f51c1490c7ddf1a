import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

/**
 * Lets plain Node run the product's TypeScript, for what Jest itself must do before any test: Jest transforms specs,
 * but loads its own set-up as it stands.
 */
export async function resolve(specifier, context, next) {
  const conditions = ['@concordat/source', ...context.conditions];
  if (/^\.{1,2}\//.test(specifier) && specifier.endsWith('.js') && /\.tsx?$/.test(context.parentURL ?? ''))
    for (const ending of ['.ts', '.tsx']) {
      const source = new URL(specifier.replace(/\.js$/, ending), context.parentURL);
      if (existsSync(source)) return { url: source.href, shortCircuit: true, format: 'module' };
    }
  return await next(specifier, { ...context, conditions });
}

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !/\.tsx?$/.test(url)) return await next(url, context);
  const { code } = await transformFile(fileURLToPath(url), {
    swcrc: false,
    sourceMaps: 'inline',
    jsc: {
      parser: { syntax: 'typescript', decorators: true, tsx: url.endsWith('.tsx') },
      transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
      experimental: { keepImportAttributes: true },
      target: 'es2022',
      keepClassNames: true,
    },
    module: { type: 'es6' },
  });
  return { format: 'module', source: code, shortCircuit: true };
}
