import preset from '../../jest.preset.js';

export default { ...preset, setupFiles: ['reflect-metadata'], testTimeout: 60_000 };
