const preset = require('../../jest.preset.react.cjs');

module.exports = { ...preset, roots: ['<rootDir>/src'] };
