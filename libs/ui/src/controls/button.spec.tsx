import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Button, IconButton } from './button.js';

describe('Button', () => {
  it('acts when pressed', async () => {
    const acts: string[] = [];
    render(<Button onPress={() => acts.push('reminded')}>Remind</Button>);
    await userEvent.click(screen.getByRole('button', { name: 'Remind' }));
    expect(acts).toEqual(['reminded']);
  });

  it('keeps the focus and says why when it is refused, and does nothing', async () => {
    const acts: string[] = [];
    render(
      <Button
        onPress={() => acts.push('submitted')}
        type="submit"
        disabledReason="Two states have not signed."
      >
        Submit
      </Button>,
    );
    const button = screen.getByRole('button', { name: 'Submit' });
    await userEvent.tab();
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.getAttribute('type')).toBe('button');
    const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '');
    expect(reason?.textContent).toBe('Two states have not signed.');
    await userEvent.keyboard('{Enter}');
    await userEvent.click(button);
    expect(acts).toEqual([]);
  });

  it('says its verb in the -ing form while it works, and cannot be pressed again', async () => {
    const acts: string[] = [];
    render(
      <Button isPending pendingLabel="Reminding" onPress={() => acts.push('reminded')}>
        Remind
      </Button>,
    );
    const button = screen.getByRole('button');
    expect(button.textContent).toContain('Reminding');
    await userEvent.click(button);
    expect(acts).toEqual([]);
  });

  it('gives a button with a drawing only its name', () => {
    render(<IconButton label="Notifications, 4 new" icon="bell" badge={4} />);
    expect(screen.getByRole('button', { name: 'Notifications, 4 new' }).textContent).toBe('');
  });
});
