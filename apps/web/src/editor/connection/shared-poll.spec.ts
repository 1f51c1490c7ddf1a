import type { AwaitChanges, OpeningChanges, OpeningCursor, TextChanges } from '@concordat/contracts';
import { RefusalError } from '../../platform/refusal-error.js';
import { SharedPoll, type TabMessage, type Waiter } from './shared-poll.js';

const sectionId = '00000000-0000-4000-8000-00000000000a';
const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const told = (since: OpeningCursor, seq: number): OpeningChanges => ({
  kind: 'changed',
  since,
  cursor: { ...since, seq },
  updates: [],
  carets: null,
  messages: [],
});

/** A browser with tabs, and a server that answers when the test says so. */
class Browser {
  /** The questions that wait at the server, newest last. */
  readonly questions: {
    readonly asked: AwaitChanges;
    readonly answer: (answer: TextChanges) => void;
    readonly fail: (error: unknown) => void;
  }[] = [];
  private readonly tabs: SharedPoll[] = [];
  private readonly queue: (() => Promise<void>)[] = [];
  private isHeld = false;

  tab(): SharedPoll {
    const tab: SharedPoll = new SharedPoll({
      ask: (asked, signal) =>
        new Promise((resolve, reject) => {
          const question = { asked, answer: resolve, fail: reject };
          this.questions.push(question);
          signal.addEventListener('abort', () => {
            this.questions.splice(this.questions.indexOf(question), 1);
            reject(new Error('aborted'));
          });
        }),
      say: (message: TabMessage) => {
        for (const other of this.tabs) if (other !== tab) queueMicrotask(() => other.hear(message));
      },
      lead: (whileLeading) => {
        this.queue.push(whileLeading);
        void this.next();
      },
      pause: () => Promise.resolve(),
    });
    this.tabs.push(tab);
    return tab;
  }

  /** Whose cursors the one question that waits carries. */
  asked(): OpeningCursor[] {
    expect(this.questions).toHaveLength(1);
    return this.questions[0]?.asked.openings ?? [];
  }

  async answer(...openings: OpeningChanges[]): Promise<void> {
    this.questions.shift()?.answer({ openings });
    await settle();
  }

  async fail(error: unknown): Promise<void> {
    this.questions.shift()?.fail(error);
    await settle();
  }

  private async next(): Promise<void> {
    const lead = this.isHeld ? undefined : this.queue.shift();
    if (!lead) return;
    this.isHeld = true;
    await lead();
    this.isHeld = false;
    await this.next();
  }
}

/** Everything that is under way comes to rest. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

function waiter(number: number) {
  const state = { cursor: { sectionId, openingId: idOf(number), seq: 0, carets: 0, messages: 0 }, lost: 0 };
  const made: Waiter = {
    cursor: () => state.cursor,
    hear: (each) => {
      if (each.kind === 'changed' && each.since.seq <= state.cursor.seq) state.cursor = each.cursor;
    },
    lose: () => (state.lost += 1),
  };
  return { ...made, state };
}

const idsOf = (cursors: readonly OpeningCursor[]): string[] =>
  cursors.map(({ openingId }) => openingId).sort();
const refusal = (status: number) => new RefusalError({ code: 'x', message: 'X.', status });

describe('the question that tabs share', () => {
  it('asks once for all, tells each tab its own, and carries on where each stands', async () => {
    const browser = new Browser();
    const [one, other] = [waiter(1), waiter(2)];
    browser.tab().join(one);
    await settle();
    browser.tab().join(other);
    await settle();
    expect(idsOf(browser.asked())).toEqual([idOf(1), idOf(2)]);
    await browser.answer(told(one.cursor(), 3), told(other.cursor(), 7));
    expect([one.cursor().seq, other.cursor().seq]).toEqual([3, 7]);
    expect(browser.asked().map(({ seq }) => seq)).toEqual([3, 7]);
  });

  it('goes on in another tab when the one that asks leaves', async () => {
    const browser = new Browser();
    const [one, two, three] = [waiter(1), waiter(2), waiter(3)];
    const leave = browser.tab().join(one);
    await settle();
    browser.tab().join(two);
    browser.tab().join(three);
    await settle();
    expect(browser.asked()).toHaveLength(3);
    leave();
    await settle();
    expect(idsOf(browser.asked())).toEqual([idOf(2), idOf(3)]);
    await browser.answer(told(three.cursor(), 4));
    expect(three.cursor().seq).toBe(4);
  });

  it('asks again from where a tab stands that has missed something', async () => {
    const browser = new Browser();
    const [one, other] = [waiter(1), waiter(2)];
    browser.tab().join(one);
    await settle();
    browser.tab().join(other);
    await settle();
    const before = other.cursor();
    await browser.answer(told(before, 5));
    other.state.cursor = { ...before, seq: 2 };
    await browser.answer(told({ ...before, seq: 5 }, 6));
    expect(browser.asked().find(({ openingId }) => openingId === idOf(2))?.seq).toBe(2);
  });

  it('outlives questions that are cut, and gives up after three in a row', async () => {
    const browser = new Browser();
    const [one, other] = [waiter(1), waiter(2)];
    browser.tab().join(one);
    await settle();
    browser.tab().join(other);
    await settle();
    await browser.fail(refusal(0));
    await browser.fail(refusal(502));
    await browser.answer(told(one.cursor(), 1));
    for (let turn = 0; turn < 3; turn += 1) await browser.fail(refusal(0));
    expect([one.state.lost, other.state.lost]).toEqual([1, 1]);
    expect(browser.questions).toEqual([]);
  });

  it('gives up at once when the session has ended', async () => {
    const browser = new Browser();
    const one = waiter(1);
    browser.tab().join(one);
    await settle();
    await browser.fail(refusal(401));
    expect(one.state.lost).toBe(1);
  });

  it('asks for itself when the tab that leads has fallen silent, and steps back when it speaks again', async () => {
    const browser = new Browser();
    const [asleep, awake] = [browser.tab(), browser.tab()];
    asleep.join(waiter(1));
    await settle();
    awake.join(waiter(2));
    await settle();
    const now = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 61_000);
    awake.wantAgain();
    await settle();
    expect(browser.questions).toHaveLength(2);
    awake.hear({ kind: 'told', told: [] });
    await settle();
    expect(idsOf(browser.asked())).toEqual([idOf(1), idOf(2)]);
    now.mockRestore();
  });
});
