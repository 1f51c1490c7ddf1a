import { Agent } from './agent.js';

/** A browser that keeps what it is given. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly url: string,
    /** The address under which it thinks it is, where that is not the listener's. */
    private readonly origin = url,
  ) {}

  get agent(): Agent {
    const jar = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const agent = new Agent(this.url, jar === '' ? null : jar, null);
    const send = agent.fetch.bind(agent);
    agent.fetch = async (path, init = {}) => {
      const answer = await send(path, { ...init, headers: { origin: this.origin, ...init.headers } });
      for (const cookie of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        if (/expires=Thu, 01 Jan 1970/i.test(cookie)) this.cookies.delete(name);
        else this.cookies.set(name, value);
      }
      return answer;
    };
    return agent;
  }

  has(kind: 'sid' | 'pid'): boolean {
    return [...this.cookies.keys()].some((name) => name.startsWith(kind));
  }

  forget(kind: string): void {
    for (const name of this.cookies.keys()) if (name.startsWith(kind)) this.cookies.delete(name);
  }
}
