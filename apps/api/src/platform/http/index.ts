export { isOwnHost, isOwnOrigin, ownOrigins } from './address-guards.js';
export { HttpModule } from './http-drain.js';
export { installHttp } from './install-http.js';
export { isTooLargeForImage, readImageBody } from './json-body.js';
export { bareAnswer, contentSecurityPolicy } from './security-headers.js';
