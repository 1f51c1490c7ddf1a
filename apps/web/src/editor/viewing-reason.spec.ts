import { messages } from '../features/section/messages.en.js';
import { viewingReason } from './viewing-reason.js';

describe('why nothing can be typed', () => {
  it.each(['section.approved', 'section.locked', 'section.frozen', 'section.damaged', 'cut_off.passed'])(
    'has a sentence of its own for %s',
    (closedBecause) => {
      const key = viewingReason({ closedBecause }, 'read', false);
      expect(key).not.toBe('mode.closed');
      expect(messages[key]).toMatch(/\.$/);
    },
  );

  it('has a true sentence for a reason that this page does not know', () => {
    expect(viewingReason({ closedBecause: 'section.new_reason' }, 'read', false)).toBe('mode.closed');
  });

  it('says that a phone is for reading only to those who could write', () => {
    expect(viewingReason({ closedBecause: null }, 'edit', true)).toBe('mode.phone');
    expect(viewingReason({ closedBecause: null }, 'read', true)).toBe('mode.no_right');
  });
});
