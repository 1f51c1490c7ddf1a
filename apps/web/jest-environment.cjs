const { TestEnvironment } = require('jest-environment-jsdom');

/** jsdom leaves out what every browser has and Node has too; the router and the client need it. */
class BrowserEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { Headers, Request, Response, TextDecoder, TextEncoder, structuredClone });
  }
}

module.exports = BrowserEnvironment;
