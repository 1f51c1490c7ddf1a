import { act, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Button } from '../controls/button.js';
import { ConfirmDialog, Dialog } from './dialog.js';
import { Menu } from './menu.js';
import { NotConfirmed } from './not-confirmed.js';
import { sayStatus, StatusLine, STATUS_LINE_MS } from './status-line.js';

function Asking() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>Edit</Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="Edit an approved section?"
        actions={(close) => <Button onPress={close}>Leave it</Button>}
      >
        <p>Six approvals become stale.</p>
      </Dialog>
    </>
  );
}

describe('Dialog', () => {
  it('takes the focus in, is named by its question and gives the focus back', async () => {
    render(<Asking />);
    const opener = screen.getByRole('button', { name: 'Edit' });
    await userEvent.click(opener);
    const dialog = screen.getByRole('dialog', { name: 'Edit an approved section?' });
    expect(dialog.contains(document.activeElement)).toBe(true);
    await userEvent.tab();
    await userEvent.tab();
    expect(dialog.contains(document.activeElement)).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Leave it' }));
    expect(screen.queryByRole('dialog')).toBe(null);
    await act(() => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined))));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Edit' }));
  });

  it('asks before what cannot be undone, with the focus on the harmless verb', () => {
    const done: string[] = [];
    render(
      <ConfirmDialog
        isOpen
        onClose={() => done.push('kept')}
        onConfirm={() => done.push('withdrawn')}
        kind="danger"
        title="Withdraw the signature?"
        confirmLabel="Withdraw"
        cancelLabel="Keep it"
      >
        The statement stays in the record.
      </ConfirmDialog>,
    );
    expect(screen.getByRole('alertdialog', { name: 'Withdraw the signature?' })).toBeTruthy();
    expect(document.activeElement?.textContent).toBe('Keep it');
    fireEvent.click(screen.getByRole('button', { name: 'Withdraw' }));
    expect(done).toEqual(['withdrawn']);
  });
});

describe('Menu', () => {
  it('opens on its button and acts', async () => {
    const done: string[] = [];
    render(
      <Menu
        label="Section"
        trigger={<Button>Section</Button>}
        groups={[[{ id: 'lock', label: 'Lock the section', onAction: () => done.push('locked') }], []]}
      />,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Section' }));
    await userEvent.click(screen.getByRole('menuitem', { name: 'Lock the section' }));
    expect(done).toEqual(['locked']);
    expect(screen.queryByRole('menu')).toBe(null);
  });
});

describe('NotConfirmed', () => {
  it('opens what is known about the source', async () => {
    render(
      <NotConfirmed sourceLabel="Where this comes from" source="Set by the coordinator on 4 Jan.">
        Not confirmed in the call text
      </NotConfirmed>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Not confirmed in the call text' }));
    expect(screen.getByRole('dialog', { name: 'Where this comes from' }).textContent).toContain(
      'Set by the coordinator',
    );
  });
});

describe('StatusLine', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('goes after eight seconds', () => {
    render(<StatusLine label="Status" closeLabel="Close" />);
    act(() => void sayStatus({ text: 'Accepted' }));
    expect(screen.getByText('Accepted')).toBeTruthy();
    act(() => jest.advanceTimersByTime(STATUS_LINE_MS - 100));
    expect(screen.queryByText('Accepted')).not.toBe(null);
    act(() => jest.advanceTimersByTime(200));
    expect(screen.queryByText('Accepted')).toBe(null);
  });

  it('stays while the focus is in it, and undoes once', () => {
    const undone: string[] = [];
    render(<StatusLine label="Status" closeLabel="Close" />);
    act(
      () =>
        void sayStatus({ text: 'Accepted', undo: { label: 'Undo', onUndo: () => undone.push('undone') } }),
    );
    act(() => screen.getByRole('button', { name: 'Undo' }).focus());
    act(() => jest.advanceTimersByTime(STATUS_LINE_MS * 3));
    expect(screen.queryByText('Accepted')).not.toBe(null);
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(undone).toEqual(['undone']);
    expect(screen.queryByText('Accepted')).toBe(null);
  });

  it('shows the newest line only', () => {
    render(<StatusLine label="Status" closeLabel="Close" />);
    act(() => void sayStatus({ text: 'First' }));
    act(() => void sayStatus({ text: 'Second' }));
    expect(screen.queryByText('First')).toBe(null);
    expect(screen.queryByText('Second')).not.toBe(null);
    act(() => jest.advanceTimersByTime(STATUS_LINE_MS + 100));
  });
});
