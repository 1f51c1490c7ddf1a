import type { Ref } from 'react';
import { Button, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components';
import { classNames } from '../class-names.js';
import { Icon } from '../marks/icon.js';
import { FieldLabel, FieldNotes, fieldClass, isWrong, type FieldWords } from './field-frame.js';
import { isGrouped, OptionList, type Option, type OptionGroup } from './options.js';
import classes from './field.module.css';
import optionClasses from './options.module.css';

/** What fields take in which one of several options is chosen. */
export interface ChoiceProps extends FieldWords {
  options: readonly Option[] | readonly OptionGroup[];
  /** The `id` of the chosen option, or `null`. */
  value: string | null;
  onChange: (value: string | null) => void;
  onBlur?: (event: React.FocusEvent) => void;
  name?: string;
  isDisabled?: boolean;
  isRequired?: boolean;
  placeholder?: string;
  'aria-label'?: string;
}

/** What a {@link Select} takes. */
export interface SelectProps extends ChoiceProps {
  /** `dense` in a bar of filters. */
  size?: 'default' | 'dense';
  /** Speaks the label without showing it, for filters whose values explain themselves. */
  isLabelHidden?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** One of a few options. */
export function Select(props: SelectProps) {
  const {
    label,
    hint,
    description,
    errorMessage,
    options,
    value,
    onChange,
    placeholder,
    size,
    isLabelHidden,
    ref,
    ...rest
  } = props;
  const chosen = flat(options).find((option) => option.id === value);
  return (
    <AriaSelect
      {...rest}
      {...(isLabelHidden && typeof label === 'string' ? { 'aria-label': label } : {})}
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      isInvalid={isWrong(errorMessage)}
      validationBehavior="aria"
      className={fieldClass()}
    >
      {({ isInvalid }) => (
        <>
          {!isLabelHidden && <FieldLabel label={label} hint={hint} />}
          <Button
            ref={ref}
            className={classNames(classes.input, classes.select, size === 'dense' && classes.dense)}
            {...(isInvalid ? { 'data-invalid': true } : {})}
          >
            {chosen?.leading}
            <SelectValue className={classes.chosen ?? ''}>{chosen?.label ?? placeholder ?? ''}</SelectValue>
            <Icon name="down" />
          </Button>
          <FieldNotes description={description} errorMessage={errorMessage} />
          <Popover className={optionClasses.popover ?? ''} offset={4}>
            <OptionList options={options} />
          </Popover>
        </>
      )}
    </AriaSelect>
  );
}

function flat(options: readonly Option[] | readonly OptionGroup[]): readonly Option[] {
  return isGrouped(options) ? options.flatMap((group) => group.options) : (options as readonly Option[]);
}
