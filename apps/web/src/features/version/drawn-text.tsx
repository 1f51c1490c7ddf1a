import { readNumbering, type ComparisonView } from '@concordat/contracts';
import { EditorView } from '@tiptap/pm/view';
import { useEffect, useMemo, useRef } from 'react';
import { readViews } from '../../editor/content/read-views.js';
import type { ProposalOutline } from '../../editor/content/numbered-text.js';
import { useAddressPart } from '../../platform/place.js';
import { useEndpoint } from '../../platform/query.js';
import { chooseGroup, stateOf } from './drawn-changes.js';
import { useVersionText } from './version-text.js';
import { useVersionWords } from './use-version-words.js';

/** What a {@link DrawnText} takes. */
export interface DrawnTextProps {
  readonly sectionId: string;
  readonly comparison: ComparisonView;
  readonly label: string;
  /** The group of changes in sight; null before any was chosen. */
  readonly chosen: number | null;
}

/** Two texts in one, to be read: what came, what went, and whose it is. */
export function DrawnText({ sectionId, comparison, label, chosen }: DrawnTextProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const words = useVersionWords();
  const outline = useOutline(sectionId);
  // Names do not change while a comparison is shown; it is drawn anew with the next one.
  const state = useMemo(
    () => stateOf(comparison, (person) => words.whoOf(person ?? null), outline),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [comparison, outline],
  );
  useEffect(() => {
    const made = new EditorView(host.current, {
      state,
      editable: () => false,
      nodeViews: readViews(sectionId),
      attributes: { class: 'proposal-text', role: 'document', 'aria-label': label, lang: 'en' },
    });
    view.current = made;
    return () => made.destroy();
  }, [state, label, sectionId]);
  useEffect(() => {
    if (chosen !== null && view.current) chooseGroup(view.current, chosen);
  }, [chosen, state]);
  return <div ref={host} />;
}

/** The proposal around the text, so that its numbers and references say what they say where it is written. */
function useOutline(sectionId: string): ProposalOutline {
  const say = useVersionText();
  const proposalId = useAddressPart('proposalId');
  const { data } = useEndpoint(readNumbering, { params: { proposalId } });
  const lost = say('compare.lost');
  return useMemo(
    () => ({
      sectionId,
      sections: data?.sections ?? [],
      isWhole: data !== undefined,
      words: { caption: '', pictureCaption: '', lost, fixed: '' },
    }),
    [sectionId, data, lost],
  );
}
