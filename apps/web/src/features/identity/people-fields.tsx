import { type InstallationRole, installationRoles } from '@concordat/domain';
import { CheckboxGroup } from '@concordat/ui';
import type { BoundField } from '../../platform/form.js';
import { useWords } from '../../platform/i18n.js';
import { useIdentityText } from './text.js';

interface RolesFieldProps extends BoundField<InstallationRole[]> {
  readonly label: string;
  readonly description?: string;
}

/** The roles outside any proposal, each with what it means. */
export function RolesField({
  label,
  description,
  name,
  value,
  onChange,
  onBlur,
  errorMessage,
}: RolesFieldProps) {
  const say = useIdentityText();
  const words = useWords();
  return (
    <CheckboxGroup
      label={label}
      name={name}
      value={value}
      onChange={(chosen) => onChange(installationRoles.filter((role) => chosen.includes(role)))}
      onBlur={onBlur}
      choices={installationRoles.map((role) => ({
        value: role,
        label: words(`installation_role.${role}`),
        description: say(`role_help.${role}`),
      }))}
      {...(description === undefined ? {} : { description })}
      {...(errorMessage === undefined ? {} : { errorMessage })}
    />
  );
}
