import { api } from './api.js';
import { collab } from './collab.js';
import { editor } from './editor.js';
import { join } from './join.js';
import { reminders } from './reminders.js';
import { start } from './start.js';
import { setStage, type Stage } from './support/stage.js';
import { typeset } from './typeset.js';

const chosen = process.env['BENCH'];
const minutes = 60_000;

/**
 * `npm run bench:<name>` runs one of these in full and writes what it found; `npm test` runs each at its smallest, to
 * see that figures come out. No figure is judged here: a busy machine would fail, and a bound wide enough for every
 * machine would say nothing.
 */
const benches = { collab, join, api, reminders, start, typeset, editor };

describe('the benchmarks', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(chosen !== undefined);
  });
  afterAll(() => stage.room.leave());

  const those = Object.entries(benches).filter(([name]) => chosen === undefined || chosen === name);
  it.each(those)(
    '%s gives figures',
    async (_, bench) => {
      const found = await bench(stage);
      expect(found.length).toBeGreaterThan(0);
      for (const figures of found)
        for (const [name, figure] of Object.entries(figures))
          expect([name, Number.isFinite(figure)]).toEqual([name, true]);
    },
    14 * minutes,
  );
});
