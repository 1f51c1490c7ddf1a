import { StatusLine } from '@concordat/ui';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ComponentType } from 'react';
import { lazyPart, lazyWindow } from './lazy-part.js';

const Words = ({ words }: { words: string }) => <p>{words}</p>;
const Window = ({ onClose }: { onClose: () => void }) => <button onClick={onClose}>Close the window</button>;

/** Fails so many times before it brings what is asked for. */
function failing<P>(times: number, component: ComponentType<P>) {
  let left = times;
  return jest.fn(async () => {
    await Promise.resolve();
    if ((left -= 1) >= 0) throw new TypeError('Failed to fetch dynamically imported module');
    return component;
  });
}

describe('a part that comes in a file of its own', () => {
  it('looks like its content being read, and then is there', async () => {
    const Part = lazyPart(failing(0, Words), () => <p>Opening</p>);
    render(<Part words="Here" />);
    screen.getByText('Opening');
    await screen.findByText('Here');
    expect(screen.queryByText('Opening')).toBeNull();
  });

  it('is there at once when it was prepared, and loaded once', async () => {
    const load = failing(0, Words);
    const Part = lazyPart(load, () => <p>Opening</p>);
    Part.prepare();
    await Promise.all(load.mock.results.map(({ value }) => value as Promise<unknown>));
    await Promise.resolve();
    render(<Part words="Here" />);
    screen.getByText('Here');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('that does not come says what is safe, leaves the rest alone and takes another try', async () => {
    const Part = lazyPart(failing(2, Words));
    render(
      <>
        <textarea aria-label="Text" defaultValue="What was written" />
        <Part words="Here" />
      </>,
    );
    await screen.findByText('This part could not be loaded');
    screen.getByText(/what you wrote is safe/);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await screen.findByText('Here');
    expect(screen.getByLabelText<HTMLTextAreaElement>('Text').value).toBe('What was written');
  });
});

describe('a window that comes in a file of its own', () => {
  it('that does not come closes with a sentence, and opens the next time', async () => {
    const Part = lazyWindow(failing(1, Window));
    function Page() {
      const [isOpen, setOpen] = useState(false);
      return (
        <>
          <button onClick={() => setOpen(true)}>Open</button>
          {isOpen && <Part onClose={() => setOpen(false)} />}
          <StatusLine label="News" closeLabel="Close" />
        </>
      );
    }
    render(<Page />);
    await userEvent.click(screen.getByRole('button', { name: 'Open' }));
    await screen.findByText(/This window could not be loaded. What you wrote is safe./);
    expect(screen.queryByText('Close the window')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Open' }));
    await screen.findByText('Close the window');
  });
});
