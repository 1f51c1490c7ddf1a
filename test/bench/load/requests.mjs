import { connect } from 'node:net';
import { onPlan, say } from './report.mjs';

/**
 * Asks the same question over several connections that stay open, each again as soon as it is answered. Written on
 * bare sockets: a client library would cost more than the server that is measured.
 */
onPlan(async ({ port, path, headers, connections, seconds }) => {
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const request = `GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
  const ask = (until, took) =>
    Promise.all(Array.from({ length: connections }, () => askOn({ port, request, until, took })));
  await ask(performance.now() + 300 * seconds, []);
  const took = [];
  const from = performance.now();
  say('asking');
  const bytes = await ask(from + 1000 * seconds, took);
  const passed = (performance.now() - from) / 1000;
  took.sort((one, other) => one - other);
  const at = (share) => took[Math.floor(took.length * share)];
  return { perSecond: took.length / passed, p50: at(0.5), p99: at(0.99), bytes: bytes[0] };
});

function askOn({ port, request, until, took }) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = Buffer.alloc(0);
    let from = 0;
    const next = () => {
      from = performance.now();
      socket.write(request);
    };
    socket.setNoDelay(true).on('connect', next).on('error', reject);
    socket.on('data', (part) => {
      answer = answer.length === 0 ? part : Buffer.concat([answer, part]);
      const end = answer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = answer.toString('latin1', 0, end);
      if (!head.startsWith('HTTP/1.1 200')) return reject(new Error(head));
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
      if (!Number.isFinite(length)) return reject(new Error(`An answer without its length:\n${head}`));
      if (answer.length < end + 4 + length) return;
      took.push(performance.now() - from);
      answer = answer.subarray(end + 4 + length);
      if (performance.now() < until) return next();
      socket.end();
      resolve(length);
    });
  });
}
