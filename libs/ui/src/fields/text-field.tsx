import type { HTMLInputTypeAttribute, Ref } from 'react';
import {
  Input,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { classNames } from '../class-names.js';
import { FieldLabel, FieldNotes, fieldClass, isWrong, type FieldWords } from './field-frame.js';
import classes from './field.module.css';

type Passed = Omit<
  AriaTextFieldProps,
  'children' | 'className' | 'style' | 'isInvalid' | 'validationBehavior' | 'type'
>;

/** What a {@link TextField} takes. A form library's controller spreads in: `value`, `onChange(text)`, `onBlur`, `name`, `ref`. */
export interface TextFieldProps extends Passed, FieldWords {
  type?: HTMLInputTypeAttribute;
  placeholder?: string;
  /** `large` for the one field of a screen, `dense` in a bar. */
  size?: 'default' | 'large' | 'dense';
  /** Speaks the label without showing it, in a bar whose fields explain themselves. */
  isLabelHidden?: boolean;
  /** The input itself, so that a form can put the focus on the first mistake. */
  ref?: Ref<HTMLInputElement>;
}

/** One line of text. `value` is a string; `onChange` gets the new string. */
export function TextField({
  label,
  hint,
  description,
  errorMessage,
  placeholder,
  size,
  isLabelHidden,
  ref,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      {...rest}
      {...(isLabelHidden && typeof label === 'string' ? { 'aria-label': label } : {})}
      isInvalid={isWrong(errorMessage)}
      validationBehavior="aria"
      className={fieldClass()}
    >
      {!isLabelHidden && <FieldLabel label={label} hint={hint} />}
      <Input
        ref={ref}
        placeholder={placeholder}
        className={classNames(classes.input, size !== undefined && size !== 'default' && classes[size])}
      />
      <FieldNotes description={description} errorMessage={errorMessage} />
    </AriaTextField>
  );
}

/** What a {@link TextArea} takes. */
export interface TextAreaProps extends Passed, FieldWords {
  placeholder?: string;
  /** Lines shown before it scrolls; 3 without. */
  rows?: number;
  /** `text` sets it in the proposal's serif, for words that others will read as prose. */
  voice?: 'text' | 'interface';
  ref?: Ref<HTMLTextAreaElement>;
}

/** Several lines of text. */
export function TextArea({
  label,
  hint,
  description,
  errorMessage,
  placeholder,
  rows = 3,
  voice = 'text',
  ref,
  ...rest
}: TextAreaProps) {
  return (
    <AriaTextField
      {...rest}
      isInvalid={isWrong(errorMessage)}
      validationBehavior="aria"
      className={fieldClass()}
    >
      <FieldLabel label={label} hint={hint} />
      <AriaTextArea
        ref={ref}
        rows={rows}
        placeholder={placeholder}
        className={classNames(classes.input, classes.area, voice === 'interface' && classes.plainArea)}
      />
      <FieldNotes description={description} errorMessage={errorMessage} />
    </AriaTextField>
  );
}
