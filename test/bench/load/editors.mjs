import { setTimeout as pause } from 'node:timers/promises';
import { Editor } from './editor.mjs';
import { randomFrom } from './random.mjs';
import { onPlan, say } from './report.mjs';

/**
 * The load: editors that type. Tells its parent `typing` when the measured time begins and `typed` when it ends, with
 * what was seen. Pace and order come from the seed.
 */
onPlan(async ({ editors, seconds, perSecond, seed }) => {
  const all = new Map();
  const crowd = editors.map((plan) => new Editor(plan, all));
  // A few at a time: everybody at once is another measurement.
  for (let at = 0; at < crowd.length; at += 10)
    await Promise.all(crowd.slice(at, at + 10).map((editor) => editor.connect()));
  for (const editor of crowd) editor.begin();
  // Everybody's first words are in, and what the server does once for each is done.
  await pause(seconds < 1 ? 50 : 500);
  await acknowledged(crowd);
  for (const editor of crowd) {
    editor.bytes = 0;
    editor.frames = 0;
    editor.acknowledged = [];
  }
  const idle = performance.eventLoopUtilization();
  say('typing');
  const typed = await typeFor(crowd, { seconds, perSecond, random: randomFrom(seed) });
  // What the typing costs is paid when all of it has arrived.
  await settled(crowd);
  say('typed');
  const busy = performance.eventLoopUtilization(idle).utilization;
  const report = {
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
});

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

const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
