import type { ChangeView, ComparisonView } from '@concordat/contracts';
import { placedParts, sectionSchema } from '@concordat/document';
import { Node } from '@tiptap/pm/model';
import { EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { drawnNumbers, numberedText, type ProposalOutline } from '../../editor/content/numbered-text.js';

/** Changes that stand together: what went and what came in its place. */
export interface ChangeGroup {
  readonly changes: readonly ChangeView[];
  readonly from: number;
  readonly to: number;
}

type Comparison = Pick<ComparisonView, 'drawn' | 'changes' | 'people'>;
type Person = ComparisonView['people'][number];

/** Takes together what one person did at one place, in the order of the text. */
export function groupChanges(changes: readonly ChangeView[]): ChangeGroup[] {
  const groups: { changes: ChangeView[]; from: number; to: number }[] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    const before = last?.changes.at(-1);
    const isNextTo = last && before && change.from <= last.to && change.by === before.by;
    if (isNextTo && before.of === change.of && before.kind !== 'reshaped' && change.kind !== 'reshaped') {
      last.changes.push(change);
      last.to = Math.max(last.to, change.to);
    } else groups.push({ changes: [change], from: change.from, to: change.to });
  }
  return groups;
}

const chosenKey = new PluginKey<number | null>('comparison');

/** The drawn text as a state of ProseMirror that nobody edits, each change marked and signed. */
export function stateOf(
  comparison: Comparison,
  nameOf: (person: Person | undefined) => string,
  outline: ProposalOutline,
): EditorState {
  const doc = Node.fromJSON(sectionSchema, comparison.drawn);
  const numbers = numbersOf(doc, comparison.changes, outline);
  const groups = groupChanges(comparison.changes);
  const people = new Map(comparison.people.map((person) => [person.id, person]));
  const drawnWith = (chosen: number | null): DecorationSet =>
    DecorationSet.create(doc, [
      ...numbers,
      ...groups.flatMap(({ changes }, group) =>
        changes.flatMap((change) => {
          const person = change.by === null ? undefined : people.get(change.by);
          return decorationsOf(doc, change, {
            person,
            name: nameOf(person),
            group,
            isChosen: group === chosen,
          });
        }),
      ),
    ]);
  const plain = drawnWith(null);
  return EditorState.create({
    doc,
    plugins: [
      new Plugin<number | null>({
        key: chosenKey,
        state: {
          init: () => null,
          apply: (transaction, before) => (transaction.getMeta(chosenKey) as number | undefined) ?? before,
        },
        props: {
          decorations: (state) => {
            const chosen = chosenKey.getState(state) ?? null;
            return chosen === null ? plain : drawnWith(chosen);
          },
        },
      }),
    ],
  });
}

/** The numbers that the later text has: what has gone from it takes none. */
function numbersOf(
  doc: Node,
  changes: Comparison['changes'],
  outline: ProposalOutline,
): readonly Decoration[] {
  const gone = changes.filter(({ kind }) => kind === 'deleted');
  const parts = placedParts(doc).filter(({ at }) => !gone.some(({ from, to }) => at >= from && at < to));
  return drawnNumbers(numberedText(doc, outline, parts), outline.words);
}

/** Frames a group of changes and brings it into sight. */
export function chooseGroup(view: EditorView, group: number): void {
  view.dispatch(view.state.tr.setMeta(chosenKey, group));
  view.dom.querySelector(`[data-change="${group}"]`)?.scrollIntoView({ block: 'center' });
}

/** The words of a change, cut where they are many. */
export function wordsOf(
  drawn: ComparisonView['drawn'],
  { from, to }: Pick<ChangeView, 'from' | 'to'>,
): string {
  const words = Node.fromJSON(sectionSchema, drawn).textBetween(from, to, ' ', ' ').trim();
  return words.length > longestWords ? `${words.slice(0, longestWords).trimEnd()}…` : words;
}

/** Says whether a change is nothing but room between words. */
export const isSpace = (
  drawn: ComparisonView['drawn'],
  { from, to }: Pick<ChangeView, 'from' | 'to'>,
): boolean => /^\s+$/u.test(Node.fromJSON(sectionSchema, drawn).textBetween(from, to, '', ''));

const longestWords = 80;
const signs = { inserted: '+', deleted: '−', reshaped: '~' } as const;
const tags = { inserted: 'ins', deleted: 'del', reshaped: 'span' } as const;

function decorationsOf(
  doc: Node,
  change: ChangeView,
  by: { person: Person | undefined; name: string; group: number; isChosen: boolean },
): Decoration[] {
  const { kind, of, from, to } = change;
  const { person, group, isChosen, name } = by;
  const attributes = {
    class: `change is-${kind} author-${person?.authorColour ?? 'none'}${isChosen ? ' is-on' : ''}`,
    'data-change': String(group),
    title: name,
  };
  const sign = Decoration.widget(of === 'text' ? to : endOfWords(doc, from, to), signOf(change, person), {
    side: -1,
    key: `${group} ${kind} ${from}`,
  });
  return of === 'text'
    ? [Decoration.inline(from, to, { ...attributes, nodeName: tags[kind] }), sign]
    : [Decoration.node(from, to, { ...attributes, class: `${attributes.class} change-block` }), sign];
}

/** Who did it, as a note mark behind the change: its sign and the code of the state. */
const signOf =
  ({ kind }: ChangeView, person: Person | undefined) =>
  (): HTMLElement => {
    const mark = document.createElement('sup');
    mark.className = `by author-${person?.authorColour ?? 'none'}`;
    mark.textContent = `${signs[kind]}${person?.stateCode ?? '?'}`;
    return mark;
  };

/** The end of the last words within a block, where a mark can stand. */
function endOfWords(doc: Node, from: number, to: number): number {
  let end = from;
  doc.nodesBetween(from, to, (node, at) => {
    if (node.isTextblock && at >= from) end = at + node.nodeSize - 1;
    return !node.isTextblock;
  });
  return end;
}
