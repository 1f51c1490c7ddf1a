import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ScriptedEditor, ticketsFrom } from '@concordat/testing';
import type { Desk, WriterOrder, WriterReport } from './writers.js';

/**
 * Writes as several people until it is told to stop, or killed. It keeps nothing: what it knows to be saved it says on
 * standard output at once, which is a pipe and therefore written before the next line of this program runs.
 */
const order = JSON.parse(process.env['WRITER_ORDER'] ?? '') as WriterOrder;
let stopping = false;
process.on('message', (message) => {
  if (message === 'stop') stopping = true;
});
process.on('disconnect', () => process.exit(1));

function say(report: WriterReport): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

/** Opens a section, again and again for half a minute: the server may be dead at the moment. */
async function open({ sectionId, cookie }: Desk, withinMs = 30_000): Promise<ScriptedEditor> {
  const { origin, stockServer = false } = order;
  const at = { origin, sectionId, cookie };
  const ticket = stockServer ? () => Promise.resolve('none') : ticketsFrom(at, randomUUID());
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await ScriptedEditor.open({ ...at, ticket, openWithinMs: 5_000 });
    } catch (error) {
      if (performance.now() > deadline || stopping) throw error;
      await pause(100);
    }
  }
}

async function write(writer: Desk, index: number): Promise<ScriptedEditor> {
  const editor = await open(writer);
  say({ writer: index, opened: true });
  let said = 0;
  const tell = (): void => {
    const { acknowledged } = editor;
    if (acknowledged.length > said) say({ writer: index, acknowledged: acknowledged.slice(said) });
    said = acknowledged.length;
  };
  for (let word = 0; !stopping;) {
    const words = Array.from({ length: order.burst }, () => `${order.prefix}w${index}n${word++}`);
    for (const each of words) editor.write(each);
    say({ writer: index, written: words.length });
    await comeThrough(editor, tell);
    if (order.pauseMs > 0) await pause(order.pauseMs);
  }
  return editor;
}

/** Returns once everything written is called saved, however often the editor has to come back with a new ticket. */
async function comeThrough(editor: ScriptedEditor, tell: () => void): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const saved = await editor.allAcknowledged(order.patienceMs).then(
      () => true,
      () => false,
    );
    tell();
    if (saved) return;
    await editor
      .disconnect()
      .then(() => editor.reconnect(5_000))
      .catch(() => pause(200));
  }
  throw new Error(`Nothing was saved for long; the last message was ${editor.messages.at(-1) ?? 'none'}`);
}

/** Waits until everyone in a section has the same text, for twenty seconds: what differs then, differs for good. */
async function converge(editors: readonly ScriptedEditor[]): Promise<void> {
  const differ = (): boolean =>
    editors.some((editor, index) =>
      order.writers.some(
        ({ sectionId }, other) =>
          sectionId === order.writers[index]?.sectionId && editors[other]?.text() !== editor.text(),
      ),
    );
  for (const deadline = performance.now() + 20_000; differ() && performance.now() < deadline;)
    await pause(50);
}

const editors = await Promise.all(order.writers.map(write));
await converge(editors);
for (const [writer, editor] of editors.entries()) say({ writer, text: editor.text() });
process.exit(0);
