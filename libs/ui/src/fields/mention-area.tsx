import {
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from 'react';
import { TextArea as AriaTextArea, TextField as AriaTextField } from 'react-aria-components';
import { classNames } from '../class-names.js';
import { FieldLabel, FieldNotes, fieldClass, isWrong, type FieldWords } from './field-frame.js';
import classes from './field.module.css';
import { insertMention, queryAt, type MentionQuery } from './mention-query.js';
import listClasses from './mention-area.module.css';

/** Somebody who can be named. */
export interface MentionOption {
  readonly id: string;
  /** How the name stands in the text behind the @; no two are the same. */
  readonly label: string;
  /** Stands before the name: a plate. */
  readonly leading?: ReactNode;
}

/** What a {@link MentionArea} takes. */
export interface MentionAreaProps extends FieldWords {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly name?: string;
  readonly options: readonly MentionOption[];
  /** The name of the list, spoken: "People you can mention". */
  readonly listLabel: string;
  /** Spoken when the list opens or shrinks: "3 people. Arrow keys choose, Enter takes." */
  readonly countLabel: (count: number) => string;
  readonly rows?: number;
  readonly autoFocus?: boolean;
  /** Ctrl+Enter, or Cmd+Enter. */
  readonly onSubmit?: () => void;
  readonly onEscape?: () => void;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

const mostShown = 6;

/**
 * Several lines of text in which people are named: @ opens a list, letters narrow it, arrow keys choose, Enter or Tab
 * takes, Escape closes it and leaves what was typed.
 */
export function MentionArea(props: MentionAreaProps) {
  const { label, hint, description, errorMessage, value, onChange, onBlur, name, options, rows = 3 } = props;
  const listId = useId();
  const own = useRef<HTMLTextAreaElement | null>(null);
  const caretAfter = useRef<number | null>(null);
  const [query, setQuery] = useState<MentionQuery | null>(null);
  const [at, setAt] = useState(0);
  const shown = query === null ? [] : fitting(options, query.words).slice(0, mostShown);
  const isOpen = shown.length > 0;
  const active = shown[Math.min(at, shown.length - 1)];
  const optionId = (option: MentionOption | undefined): string | undefined =>
    isOpen && option ? `${listId}-${option.id}` : undefined;

  const look = (text: string, caret: number) => {
    setQuery(queryAt(text, caret));
    setAt(0);
  };
  const take = (option: MentionOption) => {
    if (query === null) return;
    const { text, caret } = insertMention(value, query, option.label);
    caretAfter.current = caret;
    onChange(text);
    setQuery(null);
  };
  // The caret moves with the text that it stands in: the next key is typed behind the name, however soon it comes.
  useLayoutEffect(() => {
    const caret = caretAfter.current;
    if (caret === null) return;
    caretAfter.current = null;
    own.current?.focus();
    own.current?.setSelectionRange(caret, caret);
  }, [value]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isOpen && active && steer(event, shown.length)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      props.onSubmit?.();
    } else if (event.key === 'Escape' && props.onEscape) {
      event.preventDefault();
      props.onEscape();
    }
  };
  const steer = (event: KeyboardEvent, count: number): boolean => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt((before) => (Math.min(before, count - 1) + step + count) % count);
    else if ((event.key === 'Enter' || event.key === 'Tab') && isPlain && !event.shiftKey && active)
      take(active);
    else if (event.key === 'Escape') setQuery(null);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return (
    <AriaTextField
      value={value}
      onChange={onChange}
      isInvalid={isWrong(errorMessage)}
      validationBehavior="aria"
      className={fieldClass(listClasses.field)}
      {...(name === undefined ? {} : { name })}
      {...(onBlur === undefined ? {} : { onBlur })}
    >
      <FieldLabel label={label} hint={hint} />
      <AriaTextArea
        ref={(element) => {
          own.current = element;
          if (typeof props.ref === 'function') props.ref(element);
          else if (props.ref) props.ref.current = element;
        }}
        rows={rows}
        // The field was opened to be written in; without this, a keyboard would have to look for it.
        autoFocus={props.autoFocus ?? false}
        aria-autocomplete="list"
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={optionId(active)}
        className={classNames(classes.input, classes.area)}
        onKeyDown={onKeyDown}
        onChange={({ currentTarget }) => look(currentTarget.value, currentTarget.selectionStart)}
        onBlur={() => setQuery(null)}
      />
      {isOpen && (
        <ul id={listId} role="listbox" aria-label={props.listLabel} className={listClasses.list}>
          {shown.map((option) => (
            <li
              key={option.id}
              id={optionId(option)}
              role="option"
              aria-selected={option === active}
              className={listClasses.option}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(option)}
            >
              {option.leading}
              <span>{option.label}</span>
            </li>
          ))}
        </ul>
      )}
      <span role="status" className={listClasses.spoken}>
        {isOpen ? props.countLabel(shown.length) : ''}
      </span>
      <FieldNotes description={description} errorMessage={errorMessage} />
    </AriaTextField>
  );
}

/** Those whose name begins with the words, then those who have them anywhere. */
function fitting(options: readonly MentionOption[], words: string): readonly MentionOption[] {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
  const wanted = plain(words);
  const found = options.map((option) => ({ option, at: plain(option.label).indexOf(wanted) }));
  return found
    .filter(({ at }) => at >= 0)
    .sort((one, other) => Number(one.at > 0) - Number(other.at > 0))
    .map(({ option }) => option);
}
