import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const checkout = path.resolve(import.meta.dirname, '../..');
const silentWithoutGraph = 'No cached ProjectGraph';

type Case = readonly [file: string, text: string];

function lint(
  cases: readonly Case[],
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
): { found: string[][]; output: string } {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(import.meta.dirname, 'lint-texts.mjs'), ...args],
    {
      cwd: checkout,
      input: JSON.stringify(cases),
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NODE_OPTIONS: '', ...env },
    },
  );
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('[')) throw new Error(`${stdout}\n${stderr}`);
  return { found: JSON.parse(last) as string[][], output: stdout + stderr };
}

const importing = (name: string): string => `import * as it from '${name}';\nexport const used = it;\n`;

/** File, what it imports, and the rule that must object. */
const forbiddenImports: [file: string, name: string, rule: RegExp][] = [
  ...['policy', 'contracts', 'document', 'ui', 'mail', 'testing'].map((lib): [string, string, RegExp] => [
    'libs/domain/src/fixture.ts',
    `@concordat/${lib}`,
    /enforce-module-boundaries: .*(type:domain|Circular)/,
  ]),
  ['libs/domain/src/fixture.ts', 'zod', /no-restricted-imports: .*Rules are pure/],
  ['libs/domain/src/fixture.ts', 'date-fns', /no-restricted-imports: .*Rules are pure/],
  ['libs/domain/src/fixture.ts', 'node:fs', /no-restricted-imports: .*Rules are pure/],
  ['libs/domain/src/time/fixture.ts', 'luxon', /no-restricted-imports: .*date-fns and nothing else/],
  [
    'libs/policy/src/fixture.ts',
    '@concordat/contracts',
    /enforce-module-boundaries: .*(type:policy|Circular)/,
  ],
  ['libs/policy/src/fixture.ts', 'zod', /no-restricted-imports/],
  ['libs/contracts/src/fixture.ts', '@concordat/document', /enforce-module-boundaries: .*type:contracts/],
  ['libs/contracts/src/fixture.ts', 'typeorm', /no-restricted-imports: .*zod and nothing else/],
  ['libs/document/src/fixture.ts', '@concordat/contracts', /enforce-module-boundaries: .*type:document/],
  ['libs/document/src/fixture.ts', 'react', /no-restricted-imports/],
  ['libs/typeset/src/fixture.ts', '@concordat/contracts', /enforce-module-boundaries: .*type:typeset/],
  ['libs/mail/src/fixture.tsx', '@concordat/ui', /enforce-module-boundaries: .*type:mail/],
  ['libs/ui/src/fixture.tsx', '@concordat/domain', /enforce-module-boundaries: .*type:ui/],
  ['libs/ui/src/fixture.tsx', '@tanstack/react-query', /enforce-module-boundaries: .*type:ui/],
  ['libs/ui/src/fixture.tsx', 'react-hook-form', /enforce-module-boundaries: .*type:ui/],
  ['apps/api/src/fixture.ts', '@concordat/ui', /enforce-module-boundaries: .*type:api/],
  ['apps/api/src/fixture.ts', '@concordat/testing', /enforce-module-boundaries: .*type:api/],
  ['apps/api/src/fixture.ts', 'react', /enforce-module-boundaries: .*type:api/],
  ['apps/api/src/fixture.ts', '@tiptap/react', /enforce-module-boundaries: .*type:api/],
  ['apps/web/src/fixture.tsx', '@concordat/mail', /enforce-module-boundaries: .*type:web/],
  ['apps/web/src/fixture.tsx', '@concordat/templates', /enforce-module-boundaries: .*type:web/],
  ...['@nestjs/common', 'typeorm', 'bullmq', 'passport', '@hocuspocus/server'].map(
    (name): [string, string, RegExp] => [
      'apps/web/src/fixture.tsx',
      name,
      /enforce-module-boundaries: .*type:web/,
    ],
  ),
  ['apps/web/src/fixture.tsx', '../../../libs/domain/src/index.js', /enforce-module-boundaries/],
  ['apps/api/src/platform/queue/fixture.ts', '../../modules/section/index.js', /knows no feature/],
  ['apps/api/src/platform/queue/fixture.ts', '../../collab/gate/gate.js', /knows no feature/],
  ['apps/api/src/platform/database/fixture.ts', '../../modules/section/index.js', /knows no feature/],
  ['apps/api/src/platform/queue/fixture.ts', 'typeorm', /Only repositories/],
  ['apps/api/src/modules/section/fixture.service.ts', 'typeorm', /Only repositories/],
  ['apps/api/src/modules/section/fixture.service.ts', '@nestjs/typeorm', /Only repositories/],
  ['apps/api/src/modules/section/fixture.controller.ts', 'typeorm', /Only repositories/],
  ['apps/api/src/modules/section/fixture.controller.ts', './section.repository.js', /asks its service/],
  ['apps/api/src/modules/section/fixture.controller.ts', './section.entity.js', /asks its service/],
  ['apps/api/src/modules/section/fixture.service.ts', '../call/call.service.js', /through its index/],
  ['apps/api/src/modules/section/fixture.repository.ts', '../call/call.repository.js', /through its index/],
  ['apps/api/src/modules/section/door/fixture.ts', '../../call/call.service.js', /through its index/],
];

const allowedImports: [file: string, name: string][] = [
  ['libs/domain/src/fixture.ts', './section/index.js'],
  ['libs/domain/src/time/fixture.ts', 'date-fns'],
  ['libs/domain/src/time/fixture.ts', '@date-fns/tz'],
  ['libs/domain/src/fixture.spec.ts', 'fast-check'],
  ['libs/policy/src/fixture.ts', '@concordat/domain'],
  ['libs/contracts/src/fixture.ts', '@concordat/policy'],
  ['libs/contracts/src/fixture.ts', 'zod'],
  ['libs/document/src/fixture.ts', '@tiptap/pm/model'],
  ['libs/document/src/fixture.ts', 'yjs'],
  ['libs/typeset/src/fixture.ts', '@concordat/document'],
  ['libs/mail/src/fixture.tsx', '@concordat/contracts'],
  ['libs/ui/src/fixture.tsx', 'react-aria-components'],
  ['apps/web/src/fixture.tsx', '@concordat/ui'],
  ['apps/web/src/fixture.tsx', '@concordat/contracts'],
  ['apps/web/src/fixture.tsx', '@tanstack/react-query'],
  ['apps/api/src/modules/section/fixture.repository.ts', 'typeorm'],
  ['apps/api/src/modules/section/fixture.entity.ts', 'typeorm'],
  ['apps/api/src/modules/section/fixture.service.ts', './section.repository.js'],
  ['apps/api/src/modules/section/fixture.service.ts', '../call/index.js'],
  ['apps/api/src/modules/section/fixture.service.ts', '../call/door/index.js'],
  ['apps/api/src/modules/section/door/fixture.ts', '../section.service.js'],
  ['apps/api/src/modules/section/fixture.controller.ts', './section.service.js'],
  ['apps/api/src/platform/database/fixture.ts', 'typeorm'],
  ['apps/api/src/fixture.int-spec.ts', '@concordat/testing'],
];

const forbiddenHabits: [why: string, file: string, text: string, rule: RegExp][] = [
  ['a default export', 'libs/domain/src/fixture.ts', 'export default 1;', /Export by name/],
  [
    'a renamed default export',
    'apps/web/src/fixture.ts',
    'const a = 1;\nexport { a as default };',
    /Export by name/,
  ],
  ['any', 'libs/contracts/src/fixture.ts', 'export const a: any = 1;', /no-explicit-any/],
  ['an enum', 'libs/contracts/src/fixture.ts', 'export enum A { B }', /const array/],
  ['a swallowed error', 'apps/api/src/fixture.ts', 'try { eval.name; } catch {}', /no-empty/],
  [
    'the clock in a rule',
    'libs/domain/src/fixture.ts',
    'export const a = () => Date.now();',
    /function of facts/,
  ],
  [
    'a new Date in a rule',
    'libs/policy/src/fixture.ts',
    'export const a = () => new Date();',
    /function of facts/,
  ],
  [
    'chance in a rule',
    'libs/domain/src/fixture.ts',
    'export const a = () => Math.random();',
    /chance is not a fact/,
  ],
  [
    'save()',
    'apps/api/src/modules/section/fixture.repository.ts',
    'export const a = (rows: { save(row: object): void }) => rows.save({});',
    /stale columns/,
  ],
  ...['{}', '[]', 'undefined'].map((where): [string, string, string, RegExp] => [
    `where: ${where}`,
    'apps/api/src/modules/section/fixture.repository.ts',
    `export const a = (rows: { find(by: unknown): unknown }) => rows.find({ where: ${where} });`,
    /where matches every row/,
  ]),
  ...['findBy({})', 'findBy([])', 'countBy({})', 'delete({})', 'update({}, { a: 1 })'].map(
    (call): [string, string, string, RegExp] => [
      call,
      'apps/api/src/modules/section/fixture.repository.ts',
      `export const a = (rows: Record<string, (...by: unknown[]) => unknown>) => rows.${call};`,
      /criteria match every row/,
    ],
  ),
  [
    'a conditional hook',
    'apps/web/src/fixture.tsx',
    "import { useState } from 'react';\nexport function A({ on }: { on: boolean }) { if (on) useState(1); return null; }",
    /rules-of-hooks/,
  ],
  [
    'an inline style',
    'apps/web/src/fixture.tsx',
    'export const A = () => <p style={{ color: "red" }}>a</p>;',
    /Style with a CSS module/,
  ],
];

const allowedHabits: [why: string, file: string, text: string][] = [
  [
    'an instant from text in a rule',
    'libs/domain/src/fixture.ts',
    "export const a = new Date('2026-01-01');",
  ],
  ['the clock in the api', 'apps/api/src/fixture.ts', 'export const a = () => Date.now();'],
  ['a default export of a configuration', 'libs/domain/jest.config.js', 'export default {};'],
  [
    'criteria with a value',
    'apps/api/src/modules/section/fixture.repository.ts',
    'export const a = (rows: { findBy(by: object): unknown }, id: string) => rows.findBy({ id });',
  ],
  [
    'a session that is saved',
    'apps/api/src/modules/identity/fixture.service.ts',
    'export const a = (session: { save(): void }) => session.save();',
  ],
];

describe('the import rules bite', () => {
  const cases: Case[] = [
    ...forbiddenImports.map(([file, name]): Case => [file, importing(name)]),
    ...allowedImports.map(([file, name]): Case => [file, importing(name)]),
    ...forbiddenHabits.map(([, file, text]): Case => [file, `${text}\n`]),
    ...allowedHabits.map(([, file, text]): Case => [file, `${text}\n`]),
  ];
  const remaining: string[][] = [];
  let output = '';

  beforeAll(() => {
    const result = lint(cases);
    remaining.push(...result.found);
    output = result.output;
  });

  it('with a project graph, without which they would pass everything', () => {
    expect(output).not.toContain(silentWithoutGraph);
    expect(remaining).toHaveLength(cases.length);
  });

  const at = {
    forbiddenImports: 0,
    allowedImports: forbiddenImports.length,
    forbiddenHabits: forbiddenImports.length + allowedImports.length,
    allowedHabits: forbiddenImports.length + allowedImports.length + forbiddenHabits.length,
  };
  it.each(forbiddenImports.map((row, index) => ({ file: row[0], name: row[1], rule: row[2], index })))(
    'on $file that imports $name',
    ({ rule, index }) => {
      expect(remaining[at.forbiddenImports + index]).toContainEqual(expect.stringMatching(rule));
    },
  );
  it.each(forbiddenHabits.map((row, index) => ({ why: row[0], file: row[1], rule: row[3], index })))(
    'on $why in $file',
    ({ rule, index }) => {
      expect(remaining[at.forbiddenHabits + index]).toContainEqual(expect.stringMatching(rule));
    },
  );
  it.each(allowedImports.map((row, index) => ({ file: row[0], name: row[1], index })))(
    'but not on $file that imports $name',
    ({ index }) => {
      expect(remaining[at.allowedImports + index]).toEqual([]);
    },
  );
  it.each(allowedHabits.map((row, index) => ({ why: row[0], file: row[1], index })))(
    'but not on $why in $file',
    ({ index }) => {
      expect(remaining[at.allowedHabits + index]).toEqual([]);
    },
  );
});

describe('what keeps the rules from being skipped', () => {
  it('lint fails on the sentence with which the boundary rule skips itself', () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'concordat-no-graph-'));
    try {
      const { output } = lint(
        [['libs/domain/src/fixture.ts', importing('@concordat/policy')]],
        ['--without-graph'],
        {
          NX_WORKSPACE_DATA_DIRECTORY: empty,
        },
      );
      expect(output).toContain(silentWithoutGraph);
    } finally {
      rmSync(empty, { recursive: true, force: true });
    }
    expect(readFileSync(path.join(checkout, 'tools/lint.mjs'), 'utf8')).toContain(`'${silentWithoutGraph}'`);
  });

  it('the api is linted with its types: a promise that nobody awaits is found', () => {
    const text = 'export function start(): void {\n  Promise.resolve(1);\n}\n';
    // In one run over many files the types are those on the disk; here they must be those of the text.
    const { found } = lint([['apps/api/src/platform/config/loopback.ts', text]], ['--with-types'], {
      TSESTREE_SINGLE_RUN: 'false',
    });
    expect(found[0]).toContainEqual(expect.stringMatching(/no-floating-promises/));
  });
});
