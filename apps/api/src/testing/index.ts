export { Agent, type Answer, type CallInput } from './agent.js';
export { Browser } from './browser.js';
export { SoftPasskey } from './soft-passkey.js';
export { createTestDatabase, type TestDatabase } from './test-database.js';
export { freePort, type NewPerson, startTestServer, TestServer } from './test-server.js';
