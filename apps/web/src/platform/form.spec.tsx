import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { z } from 'zod';
import { FormField, useContractForm } from './form.js';
import { RefusalBanner } from './refusal-banner.js';
import { RefusalError } from './refusal-error.js';

const Found = z.strictObject({
  acronym: z.string().trim().min(2, 'Give the proposal an acronym.'),
  host: z.strictObject({ name: z.string() }),
});

const seen: { unsaved: () => boolean } = { unsaved: () => false };

function FoundForm({ send, onSent }: { send: (values: unknown) => Promise<unknown>; onSent?: () => void }) {
  const { control, submit, refusal, isUnsaved } = useContractForm(Found, {
    defaultValues: { acronym: '', host: { name: '' } },
    send,
    ...(onSent ? { onSent } : {}),
  });
  seen.unsaved = isUnsaved;
  const input = (label: string) => (field: Parameters<Parameters<typeof FormField>[0]['children']>[0]) => (
    <label>
      {label}
      <input
        ref={field.ref}
        value={field.value as string}
        onChange={(event) => field.onChange(event.target.value)}
        onBlur={field.onBlur}
      />
      <span>{field.errorMessage}</span>
    </label>
  );
  return (
    <form onSubmit={(event) => void submit(event)}>
      <RefusalBanner refusal={refusal} />
      <FormField control={control} name="acronym">
        {input('Acronym')}
      </FormField>
      <FormField control={control} name="host.name">
        {input('Host')}
      </FormField>
      <button type="submit">Found</button>
    </form>
  );
}

const refusing = (fields?: Record<string, string>) => () =>
  Promise.reject(
    new RefusalError({ code: 'thing.refused', message: 'Refused.', status: 500, fields, requestId: 'r-1' }),
  );
const found = () => screen.getByRole('button', { name: 'Found' });

describe('useContractForm', () => {
  const user = userEvent.setup();

  it('holds what the contract would refuse, at the field and in focus', async () => {
    const send = jest.fn();
    render(<FoundForm send={send} />);
    await user.click(found());
    expect(await screen.findByText('Give the proposal an acronym.')).not.toBeNull();
    expect(document.activeElement).toBe(screen.getByLabelText(/Acronym/));
    expect(send).not.toHaveBeenCalled();
  });

  it('sends parsed values and counts as saved before it goes on', async () => {
    const send = jest.fn(() => Promise.resolve({}));
    const unsavedThen: boolean[] = [];
    render(<FoundForm send={send} onSent={() => unsavedThen.push(seen.unsaved())} />);
    await user.type(screen.getByLabelText(/Acronym/), '  KAAMOS ');
    expect(seen.unsaved()).toBe(true);
    await user.click(found());
    expect(send).toHaveBeenCalledWith({ acronym: 'KAAMOS', host: { name: '' } });
    expect(unsavedThen).toEqual([false]);
  });

  it('brings the server’s words back to the field they are about', async () => {
    render(<FoundForm send={refusing({ 'host.name': 'Not a legal entity.' })} />);
    await user.type(screen.getByLabelText(/Acronym/), 'KAAMOS');
    await user.click(found());
    expect(await screen.findByText('Not a legal entity.')).not.toBeNull();
    expect(document.activeElement).toBe(screen.getByLabelText(/Host/));
    expect(screen.queryByText(/Request r-1/)).toBeNull();
    expect(seen.unsaved()).toBe(true);
  });

  it.each([[undefined], [{ elsewhere: 'Not in this form.' }]])(
    'shows a refusal that no field carries above the form: %p',
    async (fields) => {
      render(<FoundForm send={refusing(fields)} />);
      await user.type(screen.getByLabelText(/Acronym/), 'KAAMOS');
      await user.click(found());
      expect(await screen.findByText(/Request r-1/)).not.toBeNull();
    },
  );
});
