import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Note, Notes } from './note.js';

function Three() {
  const [left, setLeft] = useState(['first', 'second', 'third']);
  const [active, setActive] = useState<string | null>(null);
  return (
    <div role="tabpanel" tabIndex={-1} aria-label="Comments">
      {left.length > 0 && (
        <Notes label="Open comments">
          {left.map((word) => (
            <Note
              key={word}
              plate={{ code: 'NO', name: 'Norway' }}
              who="Reviewer"
              when="today"
              dateTime="2027-01-13T16:00:00Z"
              isActive={word === active}
              onActivate={() => setActive(word)}
              activateLabel={`Show ${word}`}
              actions={
                <button onClick={() => setLeft(left.filter((other) => other !== word))}>
                  Resolve {word}
                </button>
              }
            >
              The {word} comment.
            </Note>
          ))}
        </Notes>
      )}
    </div>
  );
}

describe('Notes', () => {
  const focusedNote = () => document.activeElement?.textContent;

  it('keep the focus when the button that had it goes: in the note, then in the next, then in the panel', async () => {
    const user = userEvent.setup();
    render(<Three />);
    screen.getByRole('button', { name: 'Show second' }).focus();
    await user.keyboard('{Enter}');
    expect(focusedNote()).toContain('The second comment.');
    await user.tab();
    await user.keyboard('{Enter}');
    expect(focusedNote()).toContain('The third comment.');
    for (const word of ['third', 'first']) {
      screen.getByRole('button', { name: `Show ${word}` }).focus();
      await user.keyboard('{Enter}');
      await user.tab();
      await user.keyboard('{Enter}');
    }
    expect(document.activeElement).toBe(screen.getByRole('tabpanel'));
  });

  it('take no focus back from whoever pressed elsewhere', async () => {
    const user = userEvent.setup();
    render(<Three />);
    screen.getByRole('button', { name: 'Show first' }).focus();
    await user.click(document.body);
    expect(document.activeElement).toBe(document.body);
    expect(screen.getAllByRole('listitem')).toHaveLength(3);
  });
});
