/// <reference types="vite/types/importMeta.d.ts" />
/** The only file that reads `import.meta`: specs run as CommonJS and bring features of their own. */
import type { FeatureFile } from './feature.js';

/** Every `src/features/<feature>/<feature>.routes.tsx`. Their screens are loaded later, when somebody goes there. */
export const featureFiles: Readonly<Record<string, FeatureFile>> = import.meta.glob<FeatureFile>(
  '../features/*/*.routes.tsx',
  { eager: true },
);
