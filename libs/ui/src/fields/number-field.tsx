import type { ReactNode, Ref } from 'react';
import {
  Group,
  Input,
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
} from 'react-aria-components';
import { classNames } from '../class-names.js';
import { FieldLabel, FieldNotes, fieldClass, isWrong, type FieldWords } from './field-frame.js';
import classes from './field.module.css';

type Passed = Omit<
  AriaNumberFieldProps,
  | 'children'
  | 'className'
  | 'style'
  | 'isInvalid'
  | 'validationBehavior'
  | 'value'
  | 'onChange'
  | 'defaultValue'
>;

/** What a {@link NumberField} takes. */
export interface NumberFieldProps extends Passed, FieldWords {
  /** The number, or `null` while the field is empty. */
  value: number | null;
  onChange: (value: number | null) => void;
  /** Shown after the figures: "words", "days before". */
  unit?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

/** A number, written the reader's way; arrow keys step it. */
export function NumberField({
  label,
  hint,
  description,
  errorMessage,
  value,
  onChange,
  unit,
  ref,
  ...rest
}: NumberFieldProps) {
  return (
    <AriaNumberField
      {...rest}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      isInvalid={isWrong(errorMessage)}
      validationBehavior="aria"
      className={fieldClass()}
    >
      <FieldLabel label={label} hint={hint} />
      <Group className={classNames(classes.input, classes.group)}>
        <Input ref={ref} className={classes.bare ?? ''} />
        {unit !== undefined && <span className={classes.unit}>{unit}</span>}
      </Group>
      <FieldNotes description={description} errorMessage={errorMessage} />
    </AriaNumberField>
  );
}
