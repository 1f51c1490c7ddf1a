import {
  authorOfSuggestion,
  baseOf,
  canonicalText,
  fragmentOf,
  newSuggestionId,
  readSection,
  resolveBlocks,
} from '@concordat/document';
import { recordFigures, seeded, seedOfRun } from '@concordat/testing';
import * as Y from 'yjs';
import { JudgedText } from '../../apps/api/src/collab/gate/judge/judged-text.js';
import {
  heading,
  HeadlessEditor,
  list,
  paragraph,
  personNo,
  sharedText,
  table,
} from '../../libs/document/test/suggesting.js';

/** `npm run bench:suggest` forges twenty times as many. */
const frames = Number(process.env['BENCH_FORGED_FRAMES'] ?? 2_500);
const random = seeded(seedOfRun);
const draw = (count: number): number => Math.floor(random() * count);
const oneOf = <T>(values: readonly T[]): T => {
  const value = values[draw(values.length)];
  if (value === undefined) throw new Error('There is nothing to choose from.');
  return value;
};

const [reviewer, colleague] = [personNo(1), personNo(2)];

/** A text in which two others and the reviewer have made suggestions. */
function suggested(): Uint8Array {
  const start = sharedText([
    heading('Aims of the work'),
    paragraph('Five petaflops for everybody'),
    list('one', 'two', 'three'),
    table(['a', 'b'], ['c', 'd']),
    paragraph('The end of it'),
  ]);
  let state = start;
  for (const [number, person] of [reviewer, colleague, personNo(3)].entries()) {
    const editor = new HeadlessEditor(person, state);
    editor.type(`by ${number} `, editor.find('for'));
    editor.delete(editor.find('end'), editor.find('end') + 2);
    editor.dispatch(editor.state.tr.split(editor.find(['Five', 'peta', 'every'][number] ?? '') + 1));
    state = Y.encodeStateAsUpdate(editor.doc);
  }
  return state;
}

function* textsIn(parent: Y.XmlFragment | Y.XmlElement): Iterable<Y.XmlText> {
  for (const child of parent.toArray())
    if (child instanceof Y.XmlText) yield child;
    else if (child instanceof Y.XmlElement) yield* textsIn(child);
}

function* elementsIn(parent: Y.XmlFragment | Y.XmlElement): Iterable<Y.XmlElement> {
  for (const child of parent.toArray())
    if (child instanceof Y.XmlElement) {
      yield child;
      yield* elementsIn(child);
    }
}

const anId = (): string => newSuggestionId(oneOf([reviewer, reviewer, colleague]));
const formers = [
  '[]',
  '[{"type":"bold"}]',
  '[{"type":"link","attrs":{"href":"https://example.org"}}]',
  '[{"type":"fmt","attrs":{}}]',
  'x',
];
const change = () => {
  const op = oneOf(['insert', 'delete', 'split', 'join', 'attrs']);
  const prev = {
    type: oneOf(['paragraph', 'heading', 'table']),
    attrs: oneOf([{}, { level: 1 }, { level: 3 }]),
  };
  return { op, id: anId(), ...(op === 'attrs' && { prev }) };
};

/** What somebody writes who has the protocol and no editor: anything, mostly close to what an editor would. */
function forge(doc: Y.Doc): void {
  const root = fragmentOf(doc);
  const text = oneOf([...textsIn(root)]);
  const element = oneOf([...elementsIn(root)]);
  const at = draw(text.length + 1);
  const length = Math.min(text.length - at, 1 + draw(6));
  const mark = oneOf(['ins', 'del']);
  switch (draw(11)) {
    case 0:
      return text.insert(at, 'X', {});
    case 1:
      return text.insert(at, 'X', { ins: { id: anId() } });
    case 2:
      return text.delete(at, length);
    case 3:
      return text.format(at, length, { [mark]: { id: anId() } });
    case 4:
      return text.format(at, length, { [mark]: null });
    case 5:
      return text.format(at, length, { bold: {}, fmt: { id: anId(), prev: oneOf(formers) } });
    case 6:
      return text.format(at, length, { fmt: null });
    case 7:
      return element.setAttribute('sug', JSON.stringify([change(), ...(random() < 0.3 ? [change()] : [])]));
    case 8:
      return element.removeAttribute('sug');
    case 9: {
      const added = new Y.XmlElement('paragraph');
      added.setAttribute('sug', JSON.stringify([change()]));
      const words = new Y.XmlText();
      words.insert(0, 'Y', random() < 0.5 ? { ins: { id: anId() } } : {});
      added.insert(0, [words]);
      return root.insert(draw(root.length + 1), [added]);
    }
    default:
      return root.delete(draw(root.length), 1);
  }
}

describe('what a reviewer forges', () => {
  it('never changes the base, nor what others suggest', () => {
    let state = suggested();
    let text = new JudgedText([state]);
    const tally = { tried: 0, passed: 0, refused: 0, bases: 0, foreign: 0 };
    for (; tally.tried < frames; tally.tried += 1) {
      // Passed forgeries pile up; now and then the text begins anew.
      if (tally.tried % 200 === 0) {
        state = suggested();
        text = new JudgedText([state]);
      }
      const doc = docOf(state);
      const before = Y.encodeStateVector(doc);
      const [base, others, ids] = [baseText(doc), othersText(doc), foreignIn(doc)];
      for (let act = 1 + draw(3); act > 0 && fragmentOf(doc).length > 0; act -= 1) forge(doc);
      const verdict = text.judge(Y.encodeStateAsUpdate(doc, before), { suggests: reviewer });
      if (verdict.refusal) {
        tally.refused += 1;
        text = new JudgedText([state]);
        continue;
      }
      tally.passed += 1;
      if (verdict.mend) Y.applyUpdate(doc, verdict.mend);
      if (baseText(doc) !== base) tally.bases += 1;
      const named = [...foreignIn(doc)].every((id) => ids.has(id));
      if (othersText(doc) !== others || !named) tally.foreign += 1;
      state = Y.encodeStateAsUpdate(doc);
    }
    console.log(`seed ${seedOfRun}: ${JSON.stringify(tally)}`);
    recordFigures({
      document: 'assurance',
      section: 'forged-suggestions',
      title: 'Frames that a reviewer forges',
      how: `${frames} updates made without an editor by somebody who may only suggest, in a text with suggestions of three people: plain typing and deleting, marks and proposed changes of blocks under their own and a colleague's ids, marks and proposals taken off, blocks put in and out. The base and the suggestions of others are compared over the whole section after each that passed.`,
      rows: [
        { what: 'updates', number: tally.tried },
        { what: 'passed', number: tally.passed },
        { what: 'refused', number: tally.refused },
        { what: 'bases changed', number: tally.bases },
        { what: "others' suggestions changed", number: tally.foreign },
      ],
      seed: seedOfRun,
    });
    expect(tally).toMatchObject({ bases: 0, foreign: 0 });
    expect(tally.passed).toBeGreaterThan(frames / 50);
    expect(tally.refused).toBeGreaterThan(frames / 4);
  });
});

function docOf(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  fragmentOf(doc);
  Y.applyUpdate(doc, state);
  return doc;
}

const baseText = (doc: Y.Doc): string => canonicalText(baseOf(readSection(doc)));

/** The text with the reviewer's own suggestions rejected, and the marks of all others in it. */
function othersText(doc: Y.Doc): string {
  const own = (id: string): boolean => authorOfSuggestion(id) === reviewer;
  const content = resolveBlocks(readSection(doc).content, 'reject', own);
  // A canonical text leaves out the names of suggestions and says where they are; who made them is counted besides.
  return canonicalText({ type: 'doc', content });
}

/** The suggestions of others that the text carries anywhere. */
function foreignIn(doc: Y.Doc): Set<string> {
  const found = JSON.stringify(readSection(doc)).matchAll(/[0-9a-f-]{36}:[0-9A-Z]{26}/g);
  return new Set([...found].map(([id]) => id).filter((id) => authorOfSuggestion(id) !== reviewer));
}
