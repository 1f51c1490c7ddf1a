export type { InputOf } from './input.js';
export { AuthzModule } from './authz.module.js';
export { contextOf, RequestContext } from './request-context.js';
export { ENDPOINT, Needs, NEEDS, Serve } from './serve.js';
export { SessionOpener, SessionReader, type SignedIn } from './session-reader.js';
