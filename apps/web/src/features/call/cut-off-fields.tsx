import type { CutOffWish } from '@concordat/contracts';
import { DateTimeField, Select, TextField } from '@concordat/ui';
import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { FormField } from '../../platform/form.js';
import { useCallText } from './call-text.js';

/** The zones in which calls of this kind close. */
const zones = ['Europe/Brussels', 'Europe/Luxembourg', 'Europe/Dublin', 'Europe/Helsinki', 'UTC'];

const city = (zone: string): string => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;

/** What a form with a cut-off in it carries, under a prefix or none. */
export interface CutOffFieldsProps<I extends FieldValues, O> {
  readonly control: Control<I, unknown, O>;
  /** The names of the three fields in the form. */
  readonly names: { readonly [K in keyof CutOffWish]: FieldPath<I> };
  readonly label: string;
  readonly zone: string;
}

/** A closing moment as a person types it: wall time, zone, label. */
export function CutOffFields<I extends FieldValues, O>({
  control,
  names,
  label,
  zone,
}: CutOffFieldsProps<I, O>) {
  const say = useCallText();
  return (
    <>
      <FormField control={control} name={names.wallTime}>
        {({ value, onChange, ...field }) => (
          <DateTimeField
            {...field}
            label={label}
            value={(value as string) || null}
            onChange={(next) => onChange((next ?? '') as typeof value)}
            zoneLabel={city(zone)}
          />
        )}
      </FormField>
      <FormField control={control} name={names.zone}>
        {({ value, onChange, ...field }) => (
          <Select
            {...field}
            label={say('make.zone')}
            options={zones.map((id) => ({ id, label: id }))}
            value={value as string}
            onChange={(next) => onChange((next ?? zone) as typeof value)}
          />
        )}
      </FormField>
      <FormField control={control} name={names.label}>
        {({ value, onChange, ...field }) => (
          <TextField
            {...field}
            label={say('make.label')}
            hint={say('make.optional')}
            description={say('make.label.help')}
            value={(value as string | null) ?? ''}
            onChange={(next) => onChange((next === '' ? null : next) as typeof value)}
          />
        )}
      </FormField>
    </>
  );
}
