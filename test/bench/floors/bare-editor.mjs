import { gzipSync } from 'node:zlib';
import { buildBareEditor } from './support/bare-editor-build.mjs';

/** The weight of a page that is nothing but an editor. */
const files = await buildBareEditor('weight');
const bytes = files.reduce((sum, { content }) => sum + gzipSync(content).byteLength, 0);
process.send?.({ port: bytes });
process.on('disconnect', () => process.exit(0));
