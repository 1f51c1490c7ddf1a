export { isOwnOrigin, ownOrigins } from './address-guards.js';
export { installHttp } from './install-http.js';
export { contentSecurityPolicy } from './security-headers.js';
