import { Button } from '@concordat/ui';
import { useSectionText } from '../../features/section/text.js';
import classes from './presence.module.css';
import type { Follow } from './use-follow.js';

/** Says above the text whom one follows, in that person's colour, and how it ends. */
export function FollowStrip({ follow: { person, end } }: { readonly follow: Follow }) {
  const text = useSectionText();
  if (person === null) return null;
  const { name, stateCode, colour, caret } = person;
  const who = stateCode === null ? name : text('follow.person', { name, state: stateCode });
  return (
    <div className={`${classes.strip} author-${colour}`}>
      <p role="status">{text(caret === 'here' ? 'follow.now' : 'follow.waiting', { who })}</p>
      <Button size="dense" onPress={end}>
        {text('follow.stop')}
      </Button>
    </div>
  );
}
