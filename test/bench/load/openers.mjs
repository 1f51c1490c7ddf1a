import * as Y from 'yjs';
import { Editor } from './editor.mjs';
import { onPlan, say } from './report.mjs';

/** Opens a section once for each token, one after the other, and applies the same text locally as often. */
onPlan(async ({ editor: plan, tokens, begin }) => {
  const took = [];
  let text;
  say(begin ?? 'opening');
  for (const token of tokens) {
    const editor = new Editor(plan, new Map());
    took.push(await editor.connect(token));
    await editor.close();
    text = Y.encodeStateAsUpdate(editor.doc);
    editor.doc.destroy();
  }
  say('opened');
  const local = tokens.map(() => {
    const from = performance.now();
    Y.applyUpdate(new Y.Doc(), text);
    return performance.now() - from;
  });
  return { took, local, bytes: text.byteLength };
});
