import { Duplex } from 'node:stream';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { SocketTurns } from './socket-turns.js';

/** A socket that notes what each write brought to the network. */
function socketOf(turns: SocketTurns) {
  const writes: string[] = [];
  const socket = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      writes.push(chunk.toString());
      done();
    },
    writev: (chunks, done) => {
      writes.push(chunks.map(({ chunk }) => (chunk as Buffer).toString()).join('+'));
      done();
    },
  });
  const webSocket = { send: (data: string) => void socket.write(data) } as unknown as WebSocket;
  turns.gather(webSocket, socket);
  return { writes, socket, webSocket };
}

describe('what is sent in one turn of the process', () => {
  it('goes out in one write for each socket, in order', async () => {
    const turns = new SocketTurns();
    const a = socketOf(turns);
    const b = socketOf(turns);
    a.webSocket.send('text');
    b.webSocket.send('text');
    a.webSocket.send('saved');
    await Promise.resolve().then(() => a.webSocket.send('carets'));
    await endOfTurn();
    a.webSocket.send('later');
    await endOfTurn();
    expect(a.writes).toEqual(['text+saved+carets', 'later']);
    expect(b.writes).toEqual(['text']);
  });

  it('is not held back where sockets are about to be ended', () => {
    const turns = new SocketTurns();
    const { writes, socket, webSocket } = socketOf(turns);
    webSocket.send('goodbye');
    turns.release();
    socket.destroy();
    expect(writes).toEqual(['goodbye']);
  });
});
