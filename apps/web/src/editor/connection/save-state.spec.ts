import { afterSaveEvent, nothingSaved, saveWordOf, type SaveEvent } from './save-state.js';

const at = new Date('2027-01-14T12:32:00Z');
const after = (...events: readonly SaveEvent[]) => saveWordOf(events.reduce(afterSaveEvent, nothingSaved));
const kept = { kind: 'kept', isKept: true } as const;
const attempt = { kind: 'attempt' } as const;
const opened = { kind: 'opened' } as const;
const written = { kind: 'written' } as const;
const acknowledged = { kind: 'acknowledged', at } as const;
const lost = { kind: 'lost' } as const;

describe('the save words', () => {
  it('say nothing while the text is being opened', () => {
    expect(after(kept, attempt)).toBeNull();
    expect(after(kept, attempt, lost, attempt)).toBeNull();
  });

  it('say saved only after the server has acknowledged', () => {
    expect(after(kept, attempt, opened)).toEqual({ kind: 'saving' });
    expect(after(kept, attempt, opened, written)).toEqual({ kind: 'saving' });
    expect(after(kept, attempt, opened, written, acknowledged)).toEqual({ kind: 'saved', at });
  });

  it('take the word saved back at the next letter', () => {
    expect(after(kept, attempt, opened, acknowledged, written)).toEqual({ kind: 'saving' });
  });

  it('say that this device keeps the words while the line is gone', () => {
    expect(after(kept, attempt, opened, acknowledged, lost, written)).toEqual({ kind: 'offline' });
  });

  it('never say that a device keeps words which it does not keep', () => {
    const isKept = { kind: 'kept', isKept: false } as const;
    expect(after(isKept, attempt, opened, acknowledged, lost, written, attempt, attempt)).toEqual({
      kind: 'unsaved',
      attempts: 2,
    });
  });

  it('ignore an acknowledgement that comes over a line already given up', () => {
    expect(after(kept, attempt, opened, written, lost, acknowledged)).toEqual({ kind: 'offline' });
  });

  it('count the attempts while the store fails, and forget them once it has stored', () => {
    const failing = [kept, attempt, opened, acknowledged, written, { kind: 'not_stored' }, lost] as const;
    expect(after(...failing, attempt)).toEqual({ kind: 'unsaved', attempts: 1 });
    expect(after(...failing, attempt, opened, { kind: 'not_stored' }, lost, attempt)).toEqual({
      kind: 'unsaved',
      attempts: 2,
    });
    expect(after(...failing, attempt, opened, acknowledged)).toEqual({ kind: 'saved', at });
  });
});
