import { createServer } from 'node:net';
import { startTestServer, type TestServer } from '../../testing/index.js';

let server: TestServer;
let metricsPort: number;

beforeAll(async () => {
  metricsPort = await freePort();
  server = await startTestServer({ metricsPort });
});
afterAll(() => server.stop());

const figures = (): Promise<Response> => fetch(`http://127.0.0.1:${metricsPort}/metrics`);

describe('the figures for Prometheus', () => {
  it('count answers by the pattern of the route, and hold no address, id or name', async () => {
    const id = '7d3f6a52-0c1e-4b6a-9d57-1f2f0f6c9b11';
    await server.addPerson({ email: 'somebody.secret@x.example' });
    const agent = await server.signIn('somebody.secret@x.example');
    expect((await agent.fetch(`/api/proposals/${id}`)).status).toBe(404);
    await fetch(`${server.url}/api/nowhere-${id}`, { method: 'BREW' }).catch(() => undefined);
    const text = await (await figures()).text();
    expect(text).toMatch(
      /concordat_http_request_seconds_count\{method="GET",route="[^"]*proposals\/:proposalId",status="404"\} 1/,
    );
    expect(text).not.toContain(id);
    expect(text).not.toContain('secret');
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
  });

  it('tell of process, gate, sockets, reminders, outbox, connections and alarms', async () => {
    const text = await (await figures()).text();
    for (const name of [
      'process_cpu_seconds_total',
      'nodejs_eventloop_lag_p99_seconds',
      'concordat_gate_updates_total',
      'concordat_gate_commit_seconds_count',
      'concordat_gate_open_sections 0',
      'concordat_sockets 0',
      'concordat_http_in_flight',
      'concordat_reminders{state="planned"} 0',
      'concordat_reminders_late 0',
      'concordat_outbox_waiting 0',
      'concordat_mails_total',
      'concordat_database_connections{pool="web busy"}',
      'concordat_alarms',
    ])
      expect(text).toContain(name);
  });

  it('are never served where people come in, and nothing else is served with them', async () => {
    expect(await (await fetch(`${server.url}/metrics`)).text()).not.toContain('concordat_http');
    expect((await fetch(`http://127.0.0.1:${metricsPort}/health/live`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${metricsPort}/metrics`, { method: 'POST' })).status).toBe(404);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}
