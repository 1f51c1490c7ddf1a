import { Icon, RuledItem, RuledList, ScreenHead, Section, TextLink } from '@concordat/ui';
import { useNavigation } from '../../shell/use-navigation.js';
import classes from './prose.module.css';
import { useAboutText } from './text.js';

/** All entries of the rail as a list, for phones, where only five fit. */
export function MoreScreen() {
  const text = useAboutText();
  const { groups, foot } = useNavigation();
  return (
    <>
      <ScreenHead title={text('more.title')} lede={text('more.lede')} />
      {[...groups, { id: 'foot', title: text('help.title'), items: foot }].map((group) => (
        <Section key={group.id} title={group.title ?? text('more.own')}>
          <RuledList>
            {group.items.map((item) => (
              <RuledItem key={item.id}>
                <span className={classes.item}>
                  <Icon name={item.icon} />
                  <TextLink href={item.href} tone="ink">
                    {item.label}
                  </TextLink>
                </span>
              </RuledItem>
            ))}
          </RuledList>
        </Section>
      ))}
    </>
  );
}
