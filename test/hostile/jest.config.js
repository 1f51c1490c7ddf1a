import preset from '../../jest.preset.js';

export default {
  ...preset,
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/../../apps/api/src/testing/jest-global-setup.mjs',
  globalTeardown: '<rootDir>/../../apps/api/src/testing/jest-global-teardown.mjs',
  testTimeout: 1_500_000,
};
