import type { ReactNode, Ref } from 'react';
import {
  Checkbox as AriaCheckbox,
  CheckboxGroup as AriaCheckboxGroup,
  Radio,
  RadioGroup as AriaRadioGroup,
  Switch as AriaSwitch,
  type CheckboxGroupProps as AriaCheckboxGroupProps,
  type CheckboxProps as AriaCheckboxProps,
  type RadioGroupProps as AriaRadioGroupProps,
  type SwitchProps as AriaSwitchProps,
} from 'react-aria-components';
import { classNames } from '../class-names.js';
import { Icon } from '../marks/icon.js';
import { FieldLabel, FieldNotes, fieldClass, isWrong, type FieldWords } from './field-frame.js';
import classes from './choice.module.css';

/** What a {@link Checkbox} takes. */
export interface CheckboxProps extends Omit<
  AriaCheckboxProps,
  'children' | 'className' | 'style' | 'isInvalid' | 'isSelected' | 'value'
> {
  /** The sentence that becomes true. */
  children: ReactNode;
  /** Whether it is ticked; a form library's controller gives it as `value`. */
  value: boolean;
  onChange: (value: boolean) => void;
  description?: ReactNode;
  errorMessage?: ReactNode;
  ref?: Ref<HTMLLabelElement>;
}

/** One thing that is so or is not. */
export function Checkbox({ children, value, description, errorMessage, ref, ...rest }: CheckboxProps) {
  return (
    <div className={fieldClass()}>
      <AriaCheckbox
        {...rest}
        {...(ref === undefined ? {} : { ref })}
        isSelected={value}
        isInvalid={isWrong(errorMessage)}
        className={classes.choice ?? ''}
      >
        <Tick />
        <span className={classes.words}>
          <span>{children}</span>
          {description !== undefined && <span className={classes.description}>{description}</span>}
        </span>
      </AriaCheckbox>
      {isWrong(errorMessage) && (
        <p className={classes.error} role="alert">
          <Icon name="alert" />
          <span>{errorMessage}</span>
        </p>
      )}
    </div>
  );
}

function Tick() {
  return (
    <span className={classes.box} aria-hidden="true">
      <svg viewBox="0 0 12 12" className={classes.tick}>
        <path data-tick="" d="m2 6.25 2.75 2.75L10 3.500" />
        <path data-some="" d="M2.500 6h7" />
      </svg>
    </span>
  );
}

/** One of the things to choose in a group. `value` is what the form gets. */
export interface Choice {
  value: string;
  label: ReactNode;
  description?: ReactNode;
  isDisabled?: boolean;
}

/** What a {@link CheckboxGroup} takes; `value` is the list of chosen values. */
export interface CheckboxGroupProps
  extends
    Omit<AriaCheckboxGroupProps, 'children' | 'className' | 'style' | 'isInvalid' | 'validationBehavior'>,
    FieldWords {
  choices: readonly Choice[];
  /** `columns` lays short choices out beside each other. */
  layout?: 'list' | 'columns';
}

/** Any number of a few things. */
export function CheckboxGroup({
  label,
  hint,
  description,
  errorMessage,
  choices,
  layout = 'list',
  ...rest
}: CheckboxGroupProps) {
  return (
    <AriaCheckboxGroup
      {...rest}
      isInvalid={isWrong(errorMessage)}
      validationBehavior="aria"
      className={fieldClass()}
    >
      <FieldLabel label={label} hint={hint} />
      <div className={classes[layout]}>
        {choices.map((choice) => (
          <AriaCheckbox
            key={choice.value}
            value={choice.value}
            isDisabled={choice.isDisabled ?? false}
            className={classes.choice ?? ''}
          >
            <Tick />
            <ChoiceWords choice={choice} />
          </AriaCheckbox>
        ))}
      </div>
      <FieldNotes description={description} errorMessage={errorMessage} />
    </AriaCheckboxGroup>
  );
}

/** What a {@link RadioGroup} takes; `value` is the chosen value or `null`. */
export interface RadioGroupProps
  extends
    Omit<
      AriaRadioGroupProps,
      'children' | 'className' | 'style' | 'isInvalid' | 'validationBehavior' | 'orientation'
    >,
    FieldWords {
  choices: readonly Choice[];
  /** `cards` for two to four weighty verbs beside each other, each with its consequence. */
  layout?: 'list' | 'cards';
  /** Speaks the label only, under a heading that already says it. */
  isLabelHidden?: boolean;
}

/** Exactly one of a few things, all of them in sight. */
export function RadioGroup(props: RadioGroupProps) {
  const { label, hint, description, errorMessage, choices, layout = 'list', isLabelHidden, ...rest } = props;
  return (
    <AriaRadioGroup
      {...rest}
      {...(isLabelHidden && typeof label === 'string' ? { 'aria-label': label } : {})}
      orientation={layout === 'cards' ? 'horizontal' : 'vertical'}
      isInvalid={isWrong(errorMessage)}
      validationBehavior="aria"
      className={fieldClass()}
    >
      {!isLabelHidden && <FieldLabel label={label} hint={hint} />}
      <div className={classes[layout]}>
        {choices.map((choice) => (
          <Radio
            key={choice.value}
            value={choice.value}
            isDisabled={choice.isDisabled ?? false}
            className={classNames(classes.choice, layout === 'cards' && classes.card)}
          >
            <span className={classNames(classes.box, classes.round)} aria-hidden="true">
              <span className={classes.dot} />
            </span>
            <ChoiceWords choice={choice} />
          </Radio>
        ))}
      </div>
      <FieldNotes description={description} errorMessage={errorMessage} />
    </AriaRadioGroup>
  );
}

function ChoiceWords({ choice }: { choice: Choice }) {
  return (
    <span className={classes.words}>
      <span className={classes.name}>{choice.label}</span>
      {choice.description !== undefined && <span className={classes.description}>{choice.description}</span>}
    </span>
  );
}

/** What a {@link Switch} takes. */
export interface SwitchProps extends Omit<
  AriaSwitchProps,
  'children' | 'className' | 'style' | 'isSelected' | 'value'
> {
  /** What is on when it is on. */
  children: ReactNode;
  value: boolean;
  onChange: (value: boolean) => void;
}

/** A setting that holds at once, without a save. */
export function Switch({ children, value, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...rest} isSelected={value} className={classes.switch ?? ''}>
      <span className={classes.rail} aria-hidden="true">
        <span className={classes.knob} />
      </span>
      <span>{children}</span>
    </AriaSwitch>
  );
}
