import type { ReactNode } from 'react';
import { ListBox, ListBoxItem, ListBoxSection, Header } from 'react-aria-components';
import { Icon } from '../marks/icon.js';
import classes from './options.module.css';

/** One thing to choose. `id` is the value of the field. */
export interface Option {
  id: string;
  /** What is shown and searched. */
  label: string;
  description?: ReactNode;
  /** Stands before the label: a plate, a mark. */
  leading?: ReactNode;
  isDisabled?: boolean;
}

/** Options under a heading. */
export interface OptionGroup {
  id: string;
  title: string;
  options: readonly Option[];
}

/** Whether a list is grouped. */
export function isGrouped(options: readonly (Option | OptionGroup)[]): options is readonly OptionGroup[] {
  const first = options[0];
  return first !== undefined && 'options' in first;
}

function Item({ option }: { option: Option }) {
  return (
    <ListBoxItem
      id={option.id}
      textValue={option.label}
      isDisabled={option.isDisabled ?? false}
      className={classes.item ?? ''}
    >
      {({ isSelected }) => (
        <>
          <span className={classes.tick}>{isSelected && <Icon name="check" />}</span>
          {option.leading}
          <span className={classes.words}>
            <span>{option.label}</span>
            {option.description !== undefined && (
              <span className={classes.description}>{option.description}</span>
            )}
          </span>
        </>
      )}
    </ListBoxItem>
  );
}

/** The list inside a select or a combo box; `emptyText` says that nothing fits. */
export function OptionList({
  options,
  emptyText,
}: {
  options: readonly (Option | OptionGroup)[];
  emptyText?: ReactNode;
}) {
  const empty =
    emptyText === undefined ? {} : { renderEmptyState: () => <p className={classes.empty}>{emptyText}</p> };
  return (
    <ListBox className={classes.list ?? ''} {...empty}>
      {isGrouped(options)
        ? options.map((group) => (
            <ListBoxSection key={group.id} id={group.id}>
              <Header className={classes.title ?? ''}>{group.title}</Header>
              {group.options.map((option) => (
                <Item key={option.id} option={option} />
              ))}
            </ListBoxSection>
          ))
        : (options as readonly Option[]).map((option) => <Item key={option.id} option={option} />)}
    </ListBox>
  );
}
