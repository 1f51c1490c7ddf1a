import { setTimeout as pause } from 'node:timers/promises';
import { Editor } from './editor.mjs';

/**
 * The load: editors that type. Tells its parent `typing` when the measured time begins and `typed` when it ends, with
 * what was seen. Pace and order come from the seed.
 */
process.once('message', (plan) => void run(plan).then(report, fail));
process.on('disconnect', () => process.exit(0));

async function run({ editors, seconds, perSecond, seed }) {
  const all = new Map();
  const crowd = editors.map((plan) => new Editor(plan, all));
  // A few at a time: everybody at once is another measurement.
  for (let at = 0; at < crowd.length; at += 10)
    await Promise.all(crowd.slice(at, at + 10).map((editor) => editor.connect()));
  for (const editor of crowd) editor.begin();
  // Everybody's first words are in, and what the server does once for each is done.
  await pause(500);
  await acknowledged(crowd);
  for (const editor of crowd) {
    editor.bytes = 0;
    editor.frames = 0;
    editor.acknowledged = [];
  }
  const idle = performance.eventLoopUtilization();
  process.send({ at: 'typing' });
  const typed = await typeFor(crowd, { seconds, perSecond, random: randomFrom(seed) });
  await settled(crowd);
  const busy = performance.eventLoopUtilization(idle).utilization;
  const report = {
    at: 'typed',
    typed,
    busy,
    latencies: crowd.flatMap(({ latencies }) => latencies),
    acknowledged: crowd.flatMap(({ acknowledged }) => acknowledged),
    bytes: sum(crowd.map(({ bytes }) => bytes)),
    frames: sum(crowd.map(({ frames }) => frames)),
    missing: missing(crowd),
    refusals: crowd.flatMap(({ refusals }) => refusals).slice(0, 3),
  };
  await Promise.all(crowd.map((editor) => editor.close()));
  return report;
}

async function typeFor(crowd, { seconds, perSecond, random }) {
  const period = 1000 / perSecond;
  const order = crowd.map((editor) => ({ editor, next: random() * period })).sort((a, b) => a.next - b.next);
  const from = performance.now();
  let typed = 0;
  // One clock for all: two hundred timers would measure the timers.
  for (;;) {
    const at = performance.now() - from;
    if (at >= seconds * 1000) return typed;
    for (const entry of order)
      if (entry.next <= at) {
        entry.editor.type();
        entry.next += period;
        typed += 1;
      }
    await pause(1);
  }
}

/** Waits until the watchers have everything and everybody is acknowledged, for at most five seconds. */
async function settled(crowd) {
  for (let waited = 0; waited < 100 && missing(crowd) > 0; waited += 1) await pause(50);
}

/** Waits until everybody's words are called saved, for at most ten seconds; a relay says nothing. */
async function acknowledged(crowd) {
  const open = () => crowd.some(({ plan, waiting }) => plan.dialect !== 'relay' && waiting.length > 0);
  for (let waited = 0; waited < 200 && open(); waited += 1) await pause(50);
}

/** Characters that some watcher has not got. */
function missing(crowd) {
  let count = 0;
  for (const watcher of crowd)
    if (watcher.plan.watches)
      for (const author of crowd)
        if (author !== watcher && author.plan.section === watcher.plan.section)
          count += Math.max(0, author.typedAt.length - (watcher.seen.get(author.doc.clientID) ?? 0));
  return count;
}

function report(found) {
  process.send(found, () => process.disconnect());
}

function fail(error) {
  process.send({ at: 'failed', error: String(error?.stack ?? error) }, () => process.disconnect());
}

const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
