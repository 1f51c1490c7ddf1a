import { useId, type ReactNode, type Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { classNames } from '../class-names.js';
import { Icon, type IconName } from '../marks/icon.js';
import classes from './button.module.css';

/** How much a button weighs: one `main` per screen, `quiet` beside others, `danger` for what cannot be undone. */
export type ButtonKind = 'secondary' | 'main' | 'quiet' | 'danger';

/** `dense` in rows and bars (28 px), `large` for the one act of a screen (40 px). */
export type ButtonSize = 'default' | 'dense' | 'large';

/** What a {@link Button} takes; everything else of a button (`onPress`, `type`, `form`, `autoFocus`) passes through. */
export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  /** The verb. */
  children: ReactNode;
  kind?: ButtonKind;
  size?: ButtonSize;
  icon?: IconName;
  /** The verb while it works ("Reminding"); without it the verb stays. */
  pendingLabel?: ReactNode;
  /** Why it cannot be pressed now. Given, the button is disabled, stays reachable by keyboard and says why. */
  disabledReason?: string | undefined;
  /** `tip` keeps the reason for screen readers and the tooltip, `beside` (the default) shows it next to the button. */
  reasonPlace?: 'beside' | 'tip';
  /** Fills its column. */
  isWide?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** The class of a button, for links that look like one. */
export function buttonClass(
  kind: ButtonKind = 'secondary',
  size: ButtonSize = 'default',
  more?: string,
): string {
  return classNames(classes.button, classes[kind], size !== 'default' && classes[size], more);
}

/** A button: a verb, at most one drawing. While `isPending` it keeps its width and cannot be pressed again. */
export function Button(props: ButtonProps) {
  const {
    children,
    kind,
    size,
    icon,
    pendingLabel,
    disabledReason,
    reasonPlace = 'beside',
    isWide,
    ref,
    ...rest
  } = props;
  const reasonId = useId();
  const isRefused = disabledReason !== undefined;
  const described = classNames(rest['aria-describedby'], isRefused && reasonId) || undefined;
  // A button with a reason keeps its focus, or nobody without a mouse would ever hear the reason.
  const refusal = isRefused
    ? { onPress: undefined, type: 'button' as const, render: renderRefused }
    : undefined;
  const button = (
    <AriaButton
      {...rest}
      {...refusal}
      {...(ref === undefined ? {} : { ref })}
      {...(described === undefined ? {} : { 'aria-describedby': described })}
      className={buttonClass(kind, size, classNames(isWide && classes.wide, isRefused && classes.refused))}
    >
      {({ isPending }) => (
        <>
          {isPending ? <Icon name="turn" className={classes.turning} /> : icon && <Icon name={icon} />}
          {isPending && pendingLabel !== undefined ? (
            <span className={classes.verbs}>
              <span>{pendingLabel}</span>
              <span aria-hidden="true">{children}</span>
            </span>
          ) : (
            <span>{children}</span>
          )}
        </>
      )}
    </AriaButton>
  );
  if (!isRefused) return button;
  return (
    <span
      className={classNames(classes.withReason, isWide && classes.wide)}
      title={reasonPlace === 'tip' ? disabledReason : undefined}
    >
      {button}
      <span id={reasonId} className={reasonPlace === 'tip' ? classes.hiddenReason : classes.reason}>
        {disabledReason}
      </span>
    </span>
  );
}

const renderRefused: NonNullable<AriaButtonProps['render']> = (domProps) => (
  <button {...domProps} aria-disabled="true" />
);

/** What an {@link IconButton} takes. `label` is its whole name. */
export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'isWide' | 'size'> {
  label: string;
  icon: IconName;
  size?: 'default' | 'dense';
  /** A small count on its corner; say it in `label` too. */
  badge?: number | undefined;
}

/** A square button with a drawing only; its name is spoken and shown on hover. */
export function IconButton({
  label,
  icon,
  kind = 'quiet',
  size = 'default',
  badge,
  disabledReason,
  ref,
  ...rest
}: IconButtonProps) {
  return (
    <span className={classes.badged} title={disabledReason ?? label}>
      <AriaButton
        {...rest}
        {...(ref === undefined ? {} : { ref })}
        isDisabled={rest.isDisabled || disabledReason !== undefined}
        aria-label={disabledReason === undefined ? label : `${label}. ${disabledReason}`}
        className={buttonClass(kind, size, classes.square)}
      >
        {({ isPending }) => (
          <Icon name={isPending ? 'turn' : icon} className={isPending ? classes.turning : undefined} />
        )}
      </AriaButton>
      {badge !== undefined && badge > 0 && (
        <span className={classes.badge} aria-hidden="true">
          {badge > 99 ? '99+' : badge}
        </span>
      )}
    </span>
  );
}
