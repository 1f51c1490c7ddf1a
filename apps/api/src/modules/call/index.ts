export { CallModule } from './call.module.js';
