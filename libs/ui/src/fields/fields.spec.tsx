import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef, useState } from 'react';
import { Checkbox, RadioGroup } from './choice.js';
import { DateTimeField } from './date-time-field.js';
import { NumberField } from './number-field.js';
import { ComboBox } from './combo-box.js';
import { Select } from './select.js';
import { TextArea, TextField } from './text-field.js';
import { instantOf, wallClockOf } from './wall-clock.js';

const describedBy = (element: Element) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');

const states = [
  { id: 'FI', label: 'Finland' },
  { id: 'NO', label: 'Norway' },
];

describe('fields', () => {
  it('ties label, help and error to the input', () => {
    render(<TextField label="PIC" description="Nine digits." errorMessage="This one has eight digits." />);
    const input = screen.getByRole('textbox', { name: 'PIC' });
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(describedBy(input)).toContain('Nine digits.');
    expect(describedBy(input)).toContain('This one has eight digits.');
  });

  it('shows no error where there is none', () => {
    render(<TextArea label="Reason" errorMessage={undefined} />);
    const input = screen.getByRole('textbox', { name: 'Reason' });
    expect(input.getAttribute('aria-invalid')).toBe(null);
    expect(describedBy(input).trim()).toBe('');
  });

  it('hands the input out, so that a form can focus the first mistake', () => {
    const ref = createRef<HTMLInputElement>();
    render(<TextField label="Acronym" ref={ref} />);
    act(() => ref.current?.focus());
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Acronym' }));
  });

  it('gives back a number, and null for an emptied field', async () => {
    const seen: (number | null)[] = [];
    render(<NumberField label="Limit" value={1500} onChange={(value) => seen.push(value)} unit="words" />);
    const input = screen.getByRole('textbox', { name: 'Limit' });
    await userEvent.clear(input);
    await userEvent.tab();
    expect(seen).toEqual([null]);
  });

  it('chooses one of a few from a list, and says what is wrong', async () => {
    function Form() {
      const [value, setValue] = useState<string | null>(null);
      return (
        <Select
          label="Lead"
          value={value}
          onChange={setValue}
          options={states}
          placeholder="Choose"
          errorMessage={value ? undefined : 'Choose who leads.'}
        />
      );
    }
    render(<Form />);
    const button = screen.getByRole('button');
    expect(describedBy(button)).toContain('Choose who leads.');
    await userEvent.click(button);
    await userEvent.click(screen.getByRole('option', { name: 'Norway' }));
    expect(button.textContent).toContain('Norway');
    expect(describedBy(button)).not.toContain('Choose who leads.');
  });

  it('finds one of many by a part of its name', async () => {
    const seen: (string | null)[] = [];
    render(
      <ComboBox
        label="State"
        value={null}
        onChange={(value) => seen.push(value)}
        options={states}
        emptyText="None."
        openLabel="Show"
      />,
    );
    await userEvent.type(screen.getByRole('combobox', { name: 'State' }), 'nor');
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['Norway']);
    await userEvent.click(screen.getByRole('option', { name: 'Norway' }));
    expect(seen).toEqual(['NO']);
  });

  it('ticks, and chooses exactly one', async () => {
    const seen: unknown[] = [];
    render(
      <>
        <Checkbox value={false} onChange={(value) => seen.push(value)}>
          Tell everyone once
        </Checkbox>
        <RadioGroup
          label="Verdict"
          value="approve"
          onChange={(value) => seen.push(value)}
          choices={[
            { value: 'approve', label: 'Approve' },
            { value: 'abstain', label: 'Abstain', description: 'Takes no position.' },
          ]}
        />
      </>,
    );
    await userEvent.click(screen.getByRole('checkbox', { name: 'Tell everyone once' }));
    await userEvent.click(screen.getByRole('radio', { name: /Abstain/ }));
    expect(seen).toEqual([true, 'abstain']);
  });

  it('keeps the wall clock of the zone and always names the zone', async () => {
    const seen: (string | null)[] = [];
    render(
      <DateTimeField
        label="Cut-off"
        value="2027-01-26T17:00"
        onChange={(value) => seen.push(value)}
        zoneLabel="Brussels"
        alsoReads="18:00 your time"
      />,
    );
    expect(screen.getByText(/Brussels/).textContent).toBe('Brussels (18:00 your time)');
    await userEvent.click(screen.getByRole('spinbutton', { name: /hour/ }));
    await userEvent.keyboard('{ArrowUp}');
    expect(seen).toEqual(['2027-01-26T18:00']);
  });
});

describe('wall clock', () => {
  it('reads an instant in a zone and back, in winter and in summer', () => {
    expect(wallClockOf('2027-01-26T16:00:00.000Z', 'Europe/Brussels')).toBe('2027-01-26T17:00');
    expect(instantOf('2027-01-26T17:00', 'Europe/Brussels')).toBe('2027-01-26T16:00:00.000Z');
    expect(instantOf('2027-07-26T17:00', 'Europe/Brussels')).toBe('2027-07-26T15:00:00.000Z');
  });

  it('takes the later reading of an hour that summer time skips, and the earlier of one that comes twice', () => {
    expect(instantOf('2027-03-28T02:30', 'Europe/Brussels')).toBe('2027-03-28T01:30:00.000Z');
    expect(instantOf('2027-10-31T02:30', 'Europe/Brussels')).toBe('2027-10-31T00:30:00.000Z');
  });
});
