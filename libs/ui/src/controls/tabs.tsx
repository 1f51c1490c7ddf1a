import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import classes from './tabs.module.css';

/** One tab and what it shows. */
export interface TabItem<Id extends string> {
  id: Id;
  label: ReactNode;
  /** A count after the label. */
  count?: number | undefined;
  content: ReactNode;
}

/** What {@link Tabs} take. */
export interface TabsProps<Id extends string> {
  label: string;
  items: readonly TabItem<Id>[];
  value: Id;
  onChange: (value: Id) => void;
  /** `panel` in a narrow margin: smaller words, room at the sides, in sight while what is below scrolls. */
  place?: 'screen' | 'panel';
  /** Stands at the end of their line: what closes the panel. */
  end?: ReactNode;
}

/** Parts of one screen, one of them in sight. */
export function Tabs<Id extends string>({
  label,
  items,
  value,
  onChange,
  place = 'screen',
  end,
}: TabsProps<Id>) {
  return (
    <AriaTabs
      selectedKey={value}
      onSelectionChange={(key) => {
        const chosen = items.find((item) => item.id === key);
        if (chosen) onChange(chosen.id);
      }}
      className={`${classes.tabs} ${classes[place]}`}
    >
      <div className={classes.line}>
        <TabList aria-label={label} className={classes.list ?? ''}>
          {items.map((item) => (
            <Tab key={item.id} id={item.id} className={classes.tab ?? ''}>
              {item.label}
              {item.count !== undefined && <span className={classes.count}>{item.count}</span>}
            </Tab>
          ))}
        </TabList>
        {end}
      </div>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className={classes.content ?? ''}>
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
