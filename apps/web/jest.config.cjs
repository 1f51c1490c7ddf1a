const preset = require('../../jest.preset.react.cjs');

module.exports = {
  ...preset,
  roots: ['<rootDir>/src'],
  testEnvironment: '<rootDir>/jest-environment.cjs',
  // The message formatter ships as ECMAScript modules only; these specs run as CommonJS.
  transformIgnorePatterns: ['/node_modules/(?!(intl-messageformat|@formatjs)/)'],
};
