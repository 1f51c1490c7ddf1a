import type { ReactNode, Ref } from 'react';
import { Button, ComboBox as AriaComboBox, Group, Input, Popover } from 'react-aria-components';
import { classNames } from '../class-names.js';
import { Icon } from '../marks/icon.js';
import { FieldLabel, FieldNotes, fieldClass, isWrong } from './field-frame.js';
import { OptionList } from './options.js';
import type { ChoiceProps } from './select.js';
import classes from './field.module.css';
import optionClasses from './options.module.css';

/** What a {@link ComboBox} takes. */
export interface ComboBoxProps extends ChoiceProps {
  /** Said when nothing fits what was typed. */
  emptyText: ReactNode;
  /** The word of the button that opens the list. */
  openLabel: string;
  ref?: Ref<HTMLInputElement>;
}

/** One of many options, found by typing a part of its label. */
export function ComboBox(props: ComboBoxProps) {
  const {
    label,
    hint,
    description,
    errorMessage,
    options,
    value,
    onChange,
    placeholder,
    emptyText,
    openLabel,
    ref,
    ...rest
  } = props;
  return (
    <AriaComboBox
      {...rest}
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      isInvalid={isWrong(errorMessage)}
      validationBehavior="aria"
      menuTrigger="focus"
      allowsEmptyCollection
      className={fieldClass()}
    >
      <FieldLabel label={label} hint={hint} />
      <Group className={classNames(classes.input, classes.group)}>
        <Input ref={ref} placeholder={placeholder} className={classes.bare ?? ''} />
        <Button className={classes.opener ?? ''} aria-label={openLabel}>
          <Icon name="down" />
        </Button>
      </Group>
      <FieldNotes description={description} errorMessage={errorMessage} />
      <Popover className={optionClasses.popover ?? ''} offset={4}>
        <OptionList options={options} emptyText={emptyText} />
      </Popover>
    </AriaComboBox>
  );
}
