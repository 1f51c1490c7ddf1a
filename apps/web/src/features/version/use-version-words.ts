import type { ComparedText, PersonBrief, VersionBrief } from '@concordat/contracts';
import type { PlateProps } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { plateOf } from '../proposal/state-words.js';
import { useVersionText } from './version-text.js';

/** How versions and their people are called. */
export function useVersionWords() {
  const say = useVersionText();
  const format = useFormat();
  const nameOf = ({ name, kind }: VersionBrief): string => (name === '' ? say(`kind.${kind}`) : name);
  return {
    nameOf,
    /** "Full draft, 5 Jan 2027, 16:48" */
    inFull: (version: VersionBrief): string =>
      say('compare.version', { name: nameOf(version), when: format.stamp(version.at) }),
    whoOf(person: PersonBrief | null): string {
      if (person === null) return say('version.by_gone');
      if (person.stateCode === null) return person.displayName;
      return say('version.by', { who: person.displayName, state: person.stateCode });
    },
    plate: (person: PersonBrief | null): PlateProps =>
      person?.stateCode
        ? plateOf(person.stateCode, format.state(person.stateCode))
        : { code: '–', name: '', kind: 'off' },
    sideOf({ kind, version }: ComparedText): string {
      if (kind === 'version' && version)
        return say('compare.version', { name: nameOf(version), when: format.stamp(version.at) });
      return say(kind === 'version' ? 'compare.now' : `compare.${kind}`);
    },
  };
}
