import * as Y from 'yjs';
import fc from 'fast-check';
import { appendBlocks, fragmentOf, type TextBlock } from '../src/index.js';

const word = fc.constantFrom(
  'alpha',
  'Łódź',
  'naïve',
  '42',
  '—',
  'XXX',
  '#evil[x]',
  '<b>',
  'ẞ',
  '東京',
  'e\u0301',
);
const line = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));

/** Any block of plain text. */
export const anyBlock: fc.Arbitrary<TextBlock> = fc.oneof(
  fc.record({
    type: fc.constant('heading' as const),
    level: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    text: line,
  }),
  fc.record({ type: fc.constant('paragraph' as const), text: line }),
  fc.record({ type: fc.constant('list' as const), items: fc.array(line, { minLength: 1, maxLength: 4 }) }),
);

/** One thing an editor does to a section; positions are taken modulo what is there. */
export type Edit =
  | { readonly kind: 'append'; readonly block: TextBlock }
  | { readonly kind: 'type'; readonly at: number; readonly text: string }
  | { readonly kind: 'embolden'; readonly at: number }
  | { readonly kind: 'remove'; readonly at: number };

export const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('append' as const), block: anyBlock }),
  fc.record({ kind: fc.constant('type' as const), at: fc.nat(50), text: word }),
  fc.record({ kind: fc.constant('embolden' as const), at: fc.nat(50) }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(50) }),
);

/** Does one edit to a section, as an editor would: one transaction. */
export function applyEdit(doc: Y.Doc, edit: Edit): void {
  const fragment = fragmentOf(doc);
  if (edit.kind === 'append') return appendBlocks(doc, [edit.block]);
  if (fragment.length === 0) return;
  if (edit.kind === 'remove') return fragment.delete(edit.at % fragment.length, 1);
  const texts = textsOf(fragment);
  const text = texts[edit.at % Math.max(1, texts.length)];
  if (!text) return;
  if (edit.kind === 'type') text.insert(edit.at % (text.length + 1), edit.text);
  else text.format(0, Math.ceil(text.length / 2), { bold: {} });
}

function textsOf(parent: Y.XmlFragment | Y.XmlElement): Y.XmlText[] {
  return parent
    .toArray()
    .flatMap((child) =>
      child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsOf(child) : [],
    );
}
