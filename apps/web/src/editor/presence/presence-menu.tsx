import { Button, Menu, Plate, Plates, VisuallyHidden, type AuthorColour, type MenuItem } from '@concordat/ui';
import { plateOf } from '../../features/proposal/state-words.js';
import { useSectionText } from '../../features/section/text.js';
import { useFormat } from '../../platform/format.js';
import { useDeviceChoice } from '../../platform/device-choice.js';
import { caretHidden } from './own-caret.js';
import classes from './presence.module.css';
import type { Follow } from './use-follow.js';
import type { PresentAt } from './use-present.js';

/** What a {@link PresenceMenu} takes. */
export interface PresenceMenuProps {
  readonly present: readonly PresentAt[];
  readonly follow: Follow;
  readonly readerId: string;
}

/** More than these are counted, not drawn. */
const mostPlates = 3;

/** Who is here and where; follows one of them, and hides the reader's own caret. */
export function PresenceMenu({ present, follow, readerId }: PresenceMenuProps) {
  const text = useSectionText();
  const format = useFormat();
  const choice = caretHidden(readerId);
  const isHidden = useDeviceChoice(choice);
  const nameOf = ({ name, stateCode }: PresentAt) =>
    stateCode === null ? name : text('follow.person', { name, state: stateCode });
  const people = present.map((person): MenuItem => {
    const isFollowed = follow.person?.personId === person.personId;
    return {
      id: person.personId,
      label: text(isFollowed ? 'follow.stop_one' : 'follow.one', { name: nameOf(person) }),
      description: text(whereOf(person), { heading: person.heading ?? '' }),
      isDisabled: person.caret === 'away' && !isFollowed,
      onAction: () => (isFollowed ? follow.end() : follow.begin(person)),
    };
  });
  const own: MenuItem = {
    id: 'own',
    label: text(isHidden ? 'caret.show' : 'caret.hide'),
    description: text(isHidden ? 'caret.hidden' : 'caret.shown'),
    onAction: () => choice.choose(!isHidden),
  };
  return (
    <span className={classes.here}>
      <Plates>
        {present
          .slice(0, mostPlates)
          .map(({ personId, name, stateCode, colour }) =>
            stateCode === null ? null : (
              <Plate
                key={personId}
                {...plateOf(stateCode, `${name}, ${format.state(stateCode)}`)}
                author={colour as AuthorColour}
              />
            ),
          )}
      </Plates>
      <Menu
        label={text('foot.here.menu')}
        placement="top end"
        trigger={
          <Button kind="quiet" size="dense">
            {text('foot.here', { count: present.length, total: present.length + 1 })}
            {isHidden && text('foot.here.hidden')}
          </Button>
        }
        groups={[people, [own]]}
      />
      {present.length > 0 && (
        <VisuallyHidden>
          {text('foot.here.names', { names: format.list(present.map(nameOf)) })}
        </VisuallyHidden>
      )}
    </span>
  );
}

function whereOf({ caret, heading }: PresentAt) {
  if (caret === 'away') return 'follow.away';
  return heading === null ? 'follow.beginning' : 'follow.under';
}
