import type { AddressInfo } from 'node:net';
import { Server } from '@hocuspocus/server';
import { ScriptedEditor } from './scripted-editor.js';

interface Opened {
  readonly cookie: string | null;
  readonly origin: string | null;
  readonly token: string;
}

async function startServer(): Promise<{ server: Server; origin: string; opened: Opened[] }> {
  const opened: Opened[] = [];
  const server = new Server({
    port: 0,
    address: '127.0.0.1',
    quiet: true,
    stopOnSignals: false,
    onAuthenticate: ({ token, requestHeaders }) => {
      if (token === 'expired') return Promise.reject(new Error('ticket.refused'));
      opened.push({ token, cookie: requestHeaders.get('cookie'), origin: requestHeaders.get('origin') });
      return Promise.resolve({});
    },
  });
  await server.listen();
  const { port } = server.httpServer.address() as AddressInfo;
  return { server, origin: `http://127.0.0.1:${port}`, opened };
}

describe('the scripted editor', () => {
  let started: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => {
    started = await startServer();
  });
  afterAll(() => started.server.destroy());

  const open = (sectionId: string, ticket = () => Promise.resolve('ticket')) =>
    ScriptedEditor.open({ origin: started.origin, sectionId, cookie: 'sid=1', ticket, socketPath: '/' });

  it('brings its cookie, origin and a ticket', async () => {
    const editor = await open('headers');
    expect(started.opened.at(-1)).toEqual({ cookie: 'sid=1', origin: started.origin, token: 'ticket' });
    editor.close();
  });

  it('writes with others in one paragraph and knows what is acknowledged', async () => {
    const [one, other] = await Promise.all([open('shared'), open('shared')]);
    one.write('alpha');
    expect(one.unacknowledged).toEqual(['alpha']);
    await one.allAcknowledged();
    expect(one.acknowledged).toEqual(['alpha']);
    await other.sees('alpha');
    other.write('beta');
    await one.sees('alpha beta');
    one.writeParagraph('gamma');
    await other.sees('alpha beta\ngamma');
    one.close();
    other.close();
  });

  it('keeps what it writes offline and sends it on return, with a fresh ticket', async () => {
    let tickets = 0;
    const editor = await open('offline', () => Promise.resolve(`ticket ${++tickets}`));
    await editor.disconnect();
    editor.write('later');
    expect(editor.acknowledged).toEqual([]);
    await editor.reconnect();
    await editor.allAcknowledged();
    expect(started.opened.at(-1)?.token).toBe('ticket 2');
    const reader = await open('offline');
    await reader.sees('later');
    editor.close();
    reader.close();
  });

  it('says when the server refuses it', async () => {
    await expect(open('refused', () => Promise.resolve('expired'))).rejects.toThrow('refused');
  });
});
