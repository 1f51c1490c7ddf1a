const preset = require('../../jest.preset.react.cjs');

module.exports = {
  ...preset,
  roots: ['<rootDir>/src'],
  testEnvironment: '<rootDir>/jest-environment.cjs',
  // The first that fits is taken.
  transform: { '\\.en\\.ts$': '<rootDir>/jest-messages.cjs', ...preset.transform },
  moduleNameMapper: {
    ...preset.moduleNameMapper,
    // The strict build: a gap that nothing fills is a mistake.
    '^icu-minify/(compile|format)$': '<rootDir>/../../node_modules/icu-minify/dist/esm/development/$1.js',
  },
  // What reads and fills messages ships as ECMAScript modules only; these specs run as CommonJS.
  transformIgnorePatterns: ['/node_modules/(?!(icu-minify|@formatjs)/)'],
};
