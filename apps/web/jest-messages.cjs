const { createTransformer } = require('@swc/jest');
const { transform } = require('../../jest.preset.react.cjs');

const [[, [, options]]] = Object.entries(transform);

/** Specs read messages as a build does (`compiled-messages.mjs`): what a file calls `messages`, and nothing else. */
const compiled = `
if (exports.messages) {
  const { default: compile } = require('icu-minify/compile');
  for (const [key, message] of Object.entries(exports.messages)) exports.messages[key] = compile(message);
}`;

module.exports = {
  createTransformer() {
    const plain = createTransformer(options);
    return {
      ...plain,
      process(source, file, jest) {
        const { code, map } = plain.process(source, file, jest);
        return { code: code + compiled, map };
      },
      getCacheKey: (source, file, jest) => `messages ${plain.getCacheKey(source, file, jest)}`,
    };
  },
};
