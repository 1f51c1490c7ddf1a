import { parseDate, parseDateTime, toCalendarDate, type DateValue } from '@internationalized/date';
import type { ReactNode, Ref } from 'react';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Popover,
} from 'react-aria-components';
import { classNames } from '../class-names.js';
import { Icon } from '../marks/icon.js';
import { FieldLabel, FieldNotes, fieldClass, isWrong, type FieldWords } from './field-frame.js';
import fieldClasses from './field.module.css';
import optionClasses from './options.module.css';
import classes from './date-time-field.module.css';

interface MomentProps extends FieldWords {
  onBlur?: (event: React.FocusEvent) => void;
  name?: string;
  isDisabled?: boolean;
  isRequired?: boolean;
  /** The part of the field that a form puts the focus on. */
  ref?: Ref<HTMLDivElement>;
}

/** What a {@link DateTimeField} takes. */
export interface DateTimeFieldProps extends MomentProps {
  /** The wall clock in the zone, `YYYY-MM-DDTHH:mm`, or `null`; see `wallClockOf` and `instantOf`. */
  value: string | null;
  onChange: (value: string | null) => void;
  /** Earliest and latest wall clock that may be chosen. */
  min?: string;
  max?: string;
  /** The zone as people say it: "Brussels". A moment is never shown without one. */
  zoneLabel: string;
  /** The same moment for the reader: "18:00 your time". */
  alsoReads?: ReactNode;
}

/** A date, a time and the zone they are meant in, typed or chosen from a calendar. */
export function DateTimeField({
  value,
  onChange,
  min,
  max,
  zoneLabel,
  alsoReads,
  ...rest
}: DateTimeFieldProps) {
  return (
    <MomentField
      {...rest}
      value={value === null ? null : parseDateTime(value)}
      onChange={(next) => onChange(next === null ? null : next.toString().slice(0, 16))}
      min={min === undefined ? undefined : parseDateTime(min)}
      max={max === undefined ? undefined : parseDateTime(max)}
      granularity="minute"
      after={
        <span className={classes.zone}>
          {zoneLabel}
          {alsoReads !== undefined && <span className={classes.also}> ({alsoReads})</span>}
        </span>
      }
    />
  );
}

/** What a {@link DateField} takes. */
export interface DateFieldProps extends MomentProps {
  /** The day as `YYYY-MM-DD`, or `null`. */
  value: string | null;
  onChange: (value: string | null) => void;
  min?: string;
  max?: string;
}

/** A day without a time. */
export function DateField({ value, onChange, min, max, ...rest }: DateFieldProps) {
  return (
    <MomentField
      {...rest}
      value={value === null ? null : parseDate(value)}
      onChange={(next) => onChange(next === null ? null : toCalendarDate(next).toString())}
      min={min === undefined ? undefined : parseDate(min)}
      max={max === undefined ? undefined : parseDate(max)}
      granularity="day"
    />
  );
}

interface MomentFieldProps extends MomentProps {
  value: DateValue | null;
  onChange: (value: DateValue | null) => void;
  min: DateValue | undefined;
  max: DateValue | undefined;
  granularity: 'day' | 'minute';
  after?: ReactNode;
}

function MomentField({
  label,
  hint,
  description,
  errorMessage,
  min,
  max,
  after,
  ref,
  ...rest
}: MomentFieldProps) {
  return (
    <DatePicker
      {...rest}
      minValue={min}
      maxValue={max}
      hourCycle={24}
      shouldForceLeadingZeros
      isInvalid={isWrong(errorMessage)}
      validationBehavior="aria"
      className={fieldClass()}
    >
      <FieldLabel label={label} hint={hint} />
      <div className={classes.line}>
        <Group className={classNames(fieldClasses.input, fieldClasses.group, classes.box)}>
          <DateInput ref={ref} className={classes.input ?? ''}>
            {(segment) => <DateSegment segment={segment} className={classes.segment ?? ''} />}
          </DateInput>
          <Button className={fieldClasses.opener ?? ''}>
            <Icon name="calendar" />
          </Button>
        </Group>
        {after}
      </div>
      <FieldNotes description={description} errorMessage={errorMessage} />
      <Popover className={classNames(optionClasses.popover, classes.popover)} offset={4}>
        <Dialog className={classes.dialog ?? ''}>
          <Calendar firstDayOfWeek="mon">
            <header className={classes.head}>
              <Button slot="previous" className={fieldClasses.opener ?? ''}>
                <Icon name="left" />
              </Button>
              <Heading className={classes.month ?? ''} />
              <Button slot="next" className={fieldClasses.opener ?? ''}>
                <Icon name="right" />
              </Button>
            </header>
            <CalendarGrid weekdayStyle="short">
              <CalendarGridHeader>
                {(day) => <CalendarHeaderCell className={classes.weekday ?? ''}>{day}</CalendarHeaderCell>}
              </CalendarGridHeader>
              <CalendarGridBody>
                {(date) => <CalendarCell date={date} className={classes.day ?? ''} />}
              </CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
