import { ComboBox } from '@concordat/ui';
import { useMemo } from 'react';
import type { BoundField } from '../../platform/form.js';
import { useIdentityText } from './text.js';

/** What a {@link ZoneField} takes. */
export interface ZoneFieldProps extends BoundField<string> {
  readonly label: string;
  readonly description?: string;
}

/** A time zone of the world, found by typing a part of its name. */
export function ZoneField({ label, description, value, onChange, errorMessage, ...field }: ZoneFieldProps) {
  const say = useIdentityText();
  // What is set stays among the choices, even where this browser does not list it (UTC, older names).
  const options = useMemo(
    () =>
      [...new Set([value, ...Intl.supportedValuesOf('timeZone')])]
        .filter((zone) => zone !== '')
        .sort()
        .map((zone) => ({ id: zone, label: zone.replaceAll('_', ' ') })),
    [value],
  );
  return (
    <ComboBox
      {...field}
      label={label}
      options={options}
      value={value || null}
      onChange={(zone) => onChange(zone ?? '')}
      emptyText={say('zone.empty')}
      openLabel={say('zone.open')}
      {...(description === undefined ? {} : { description })}
      {...(errorMessage === undefined ? {} : { errorMessage })}
    />
  );
}
