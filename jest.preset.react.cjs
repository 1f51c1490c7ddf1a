/** Components of web and ui run as CommonJS in jsdom; style sheets become their class names. */
module.exports = {
  // A limit for what hangs, not for what is slow on a busy machine.
  testTimeout: 30_000,
  testMatch: ['**/*.spec.ts?(x)', '**/*.int-spec.ts', '**/*.e2e-spec.ts'],
  testEnvironment: 'jsdom',
  setupFiles: [require.resolve('./jest.setup.react.cjs')],
  setupFilesAfterEnv: [require.resolve('./jest.waiting.react.cjs')],
  testEnvironmentOptions: { customExportConditions: ['@concordat/source', 'browser', 'require', 'default'] },
  moduleNameMapper: {
    '\\.module\\.css$': require.resolve('./jest.css-module.cjs'),
    '\\.css$': require.resolve('./jest.css-module.cjs'),
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.[jt]sx?$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
      },
    ],
  },
};
