import * as Y from 'yjs';
import { Editor } from './editor.mjs';
import { history } from './history.mjs';
import { onPlan } from './report.mjs';

/**
 * Brings a history into an empty section, change by change, each called saved before the next; `changes` as base64
 * stand for one that was made before.
 */
onPlan(async ({ editor: plan, words, edits, seed, changes: made }) => {
  const changes = made?.map((each) => Buffer.from(each, 'base64')) ?? history({ words, edits, seed });
  const editor = new Editor(plan, new Map());
  await editor.connect();
  // A few changes go together, as when somebody comes back from a train.
  for (let at = 0; at < changes.length; at += 25)
    await editor.bring(Y.mergeUpdates(changes.slice(at, at + 25)));
  await editor.close();
  return { bytes: Y.mergeUpdates(changes).byteLength };
});
