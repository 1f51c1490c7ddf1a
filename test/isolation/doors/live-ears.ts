import type { Caller } from '../world/cast.js';
import type { World } from '../world/world.js';

/** Everybody's open tab: what the feed of live updates told each. */
export class LiveEars {
  private readonly ends: AbortController[] = [];
  private readonly said = new Map<string, string>();

  constructor(private readonly world: World) {}

  async open(callers: readonly Caller[]): Promise<void> {
    await Promise.all(callers.map((caller) => this.listen(caller)));
  }

  /** The words of the feed, as they came. */
  heardBy(name: string): string {
    return this.said.get(name) ?? '';
  }

  close(): void {
    for (const end of this.ends) end.abort();
  }

  private async listen({ name, cookie }: Caller): Promise<void> {
    const end = new AbortController();
    this.ends.push(end);
    const headers = { cookie: cookie ?? '', origin: this.world.server.url };
    const response = await fetch(`${this.world.server.url}/api/live`, { headers, signal: end.signal });
    this.said.set(name, '');
    void this.read(name, response).catch(() => undefined);
  }

  private async read(name: string, { body }: Response): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of body ?? [])
      this.said.set(name, this.heardBy(name) + decoder.decode(chunk as Uint8Array, { stream: true }));
  }
}

/** Waits until something holds; says what for when it never does. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 60_000,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${withinMs} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
