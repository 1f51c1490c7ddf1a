import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { presentIn } from './carets.js';
import { caretHidden, OwnAwareness } from './own-caret.js';

const reader = '00000000-0000-4000-8000-000000000001';
const other = '00000000-0000-4000-8000-000000000002';
const user = (personId: string) => ({ personId, name: 'Author, Norway', stateCode: 'NO', colour: 2 });

describe('the own caret', () => {
  afterEach(() => caretHidden(reader).choose(false));

  const told = (awareness: OwnAwareness) => {
    const states: unknown[] = [];
    awareness.on('update', () => states.push(awareness.getLocalState()?.['cursor'] ?? null));
    return states;
  };

  it('is told to the others', () => {
    const awareness = new OwnAwareness(new Y.Doc(), reader);
    const states = told(awareness);
    awareness.setLocalStateField('cursor', { anchor: 1, head: 1 });
    expect(states).toEqual([{ anchor: 1, head: 1 }]);
    awareness.destroy();
  });

  it('is taken away at once when it is hidden, and never told again', () => {
    const awareness = new OwnAwareness(new Y.Doc(), reader);
    awareness.setLocalStateField('cursor', { anchor: 1, head: 1 });
    const states = told(awareness);
    caretHidden(reader).choose(true);
    awareness.setLocalStateField('cursor', { anchor: 2, head: 2 });
    awareness.setLocalStateField('cursor', { anchor: 3, head: 3 });
    expect(states).toEqual([null]);
    awareness.destroy();
  });

  it('is hidden from the first moment for whoever has chosen so, and not for others on this device', () => {
    caretHidden(reader).choose(true);
    const [mine, theirs] = [reader, other].map((each) => new OwnAwareness(new Y.Doc(), each));
    for (const awareness of [mine, theirs]) awareness?.setLocalStateField('cursor', { anchor: 1, head: 1 });
    expect(mine?.getLocalState()?.['cursor']).toBeUndefined();
    expect(theirs?.getLocalState()?.['cursor']).toEqual({ anchor: 1, head: 1 });
    mine?.destroy();
    theirs?.destroy();
  });
});

describe('who is here', () => {
  it('is each person once, where their caret is, without the reader', () => {
    const awareness = new Awareness(new Y.Doc());
    const cursor = { anchor: {}, head: {} };
    awareness.states.set(7, { user: user(other), cursor });
    awareness.states.set(8, { user: user(other), cursor: null });
    awareness.states.set(9, { user: user(reader) });
    awareness.states.set(10, { user: { name: 'No person' } });
    expect(presentIn(awareness, reader)).toEqual([{ ...user(other), cursor }]);
    awareness.destroy();
  });
});
