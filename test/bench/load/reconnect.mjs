import { setTimeout as pause } from 'node:timers/promises';
import { Editor } from './editor.mjs';
import { onPlan, say } from './report.mjs';

/**
 * Everybody is cut off at once and comes back at once. Whoever needs a ticket asks for it while still connected
 * (`inHand`) or, as a page does, on the way back.
 */
onPlan(async ({ editors, tickets, inHand }) => {
  const all = new Map();
  const crowd = editors.map((plan) => new Editor(plan, all));
  for (let at = 0; at < crowd.length; at += 10)
    await Promise.all(crowd.slice(at, at + 10).map((editor) => editor.connect()));
  for (const editor of crowd) editor.begin('a paragraph of each editor, as long as a sentence usually is');
  await pause(1000);
  const held = inHand ? await Promise.all(tickets.map(ask)) : [];
  for (const editor of crowd) editor.drop();
  await pause(500);
  say('opening');
  const from = performance.now();
  const took = await Promise.all(
    crowd.map(async (editor, number) => {
      await editor.connect(inHand ? held[number] : await ask(tickets[number]));
      return performance.now() - from;
    }),
  );
  say('opened');
  await Promise.all(crowd.map((editor) => editor.close()));
  return { took };
});

/** A ticket; a server that knows no tickets takes anything. */
async function ask(wanted) {
  if (!wanted) return 'none';
  const { url, headers, body } = wanted;
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await answer.json()).ticket;
}
