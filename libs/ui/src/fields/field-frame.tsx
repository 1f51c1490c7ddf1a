import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';
import { classNames } from '../class-names.js';
import { Icon } from '../marks/icon.js';
import classes from './field.module.css';

/** What every field has: a label above, help below, an error with its remedy below that. */
export interface FieldWords {
  label: ReactNode;
  /** Said beside the label: "optional", or who will read it. */
  hint?: ReactNode;
  description?: ReactNode;
  /** What is wrong and how to mend it. Given, the field is invalid. */
  errorMessage?: ReactNode;
}

/** The label of a field and its hint. */
export function FieldLabel({ label, hint }: Pick<FieldWords, 'label' | 'hint'>) {
  return (
    <Label className={classes.label ?? ''}>
      {label}
      {hint !== undefined && <span className={classes.hint}> {hint}</span>}
    </Label>
  );
}

/** Help and error of a field; React Aria ties both to the control. */
export function FieldNotes({ description, errorMessage }: Pick<FieldWords, 'description' | 'errorMessage'>) {
  return (
    <>
      {description !== undefined && (
        <Text slot="description" className={classes.help ?? ''} elementType="p">
          {description}
        </Text>
      )}
      <FieldError className={classes.error ?? ''}>
        <Icon name="alert" />
        <span>{errorMessage}</span>
      </FieldError>
    </>
  );
}

/** Whether an error message asks the field to be invalid. */
export function isWrong(errorMessage: ReactNode): boolean {
  return errorMessage !== undefined && errorMessage !== null && errorMessage !== '' && errorMessage !== false;
}

/** The class of a field, narrow or as wide as its column. */
export function fieldClass(more?: string): string {
  return classNames(classes.field, more);
}
