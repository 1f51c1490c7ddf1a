import { readConsortium, type ConsortiumView } from '@concordat/contracts';
import type { PlateProps } from '@concordat/ui';
import { useMemo } from 'react';
import { useEditorPlace } from '../../editor/editor-place.js';
import { useFormat, type Format } from '../../platform/format.js';
import { useEndpoint } from '../../platform/query.js';
import { plateOf } from '../proposal/state-words.js';
import { useSuggestionText } from './suggestion-text.js';

/** Somebody who suggests. */
export interface Suggester {
  readonly id: string;
  readonly name: string;
  /** 1 to 8: the colour of their state. */
  readonly colour: number;
  /** The code of their state; empty for somebody who has left. */
  readonly code: string;
  readonly plate: PlateProps;
}

/** Finds who suggests, by the id of a person; somebody who has left the proposal is a former member. */
export type SuggesterOf = (personId: string) => Suggester;

/** The people of the proposal as authors of suggestions. */
export function useSuggesters(): SuggesterOf {
  const say = useSuggestionText();
  const format = useFormat();
  const { proposalId } = useEditorPlace();
  const { data } = useEndpoint(readConsortium, { params: { proposalId } });
  return useMemo(() => {
    const known = new Map(data ? suggestersIn(data, format).map((each) => [each.id, each]) : []);
    return (id) =>
      known.get(id) ?? {
        id,
        name: say('person.former'),
        colour: 8,
        code: '',
        plate: { code: '–', name: '', kind: 'off' },
      };
  }, [data, format, say]);
}

function suggestersIn({ members }: ConsortiumView, format: Format): Suggester[] {
  return members.flatMap(({ state, authorColour, people }) =>
    people.map(({ person }) => ({
      id: person.id,
      name: person.displayName,
      colour: authorColour,
      code: state.code,
      plate: {
        ...plateOf(state.code, format.state(state.code)),
        author: authorColour as NonNullable<PlateProps['author']>,
      },
    })),
  );
}
