export { openApiDocument } from './openapi-document.js';
export { OpenApiModule } from './openapi.module.js';
