import { WebSocketServer } from 'ws';

/** The floor of live editing: every frame goes to everybody else in the room as it came. Keeps and checks nothing. */
const rooms = new Map();
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
server.on('connection', (socket, request) => {
  const name = request.url ?? '/';
  const room = rooms.get(name) ?? new Set();
  rooms.set(name, room.add(socket));
  socket.on('message', (frame) => {
    for (const other of room) if (other !== socket) other.send(frame);
  });
  socket.on('close', () => room.delete(socket));
});
server.on('listening', () => process.send?.({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));
