import preset from '../../jest.preset.js';

export default {
  ...preset,
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.spec.ts', '**/*.int-spec.ts'],
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/src/testing/jest-global-setup.mjs',
  globalTeardown: '<rootDir>/src/testing/jest-global-teardown.mjs',
  testTimeout: 60000,
};
