import type { SectionView } from '@concordat/contracts';
import type { Reference } from '@concordat/document';
import { useNavigate } from '@tanstack/react-router';
import type { Editor } from '@tiptap/core';
import { useCallback, useEffect } from 'react';
import { addresses } from '../../platform/addresses.js';
import { blockNamed, type Followed, goalOf, keyOf, land, onFollow, placeOf } from './follow.js';
import { type Arrival, dropLast, leave, type Stop, takeArrival, useLastStop, willArrive } from './trail.js';

/** Following references and citations, and the way back. */
export interface Following {
  readonly last: Stop | null;
  readonly goTo: (goal: Reference, from: Followed) => void;
  readonly goBack: () => void;
}

/** Where the entry of a source stands below the text. */
export const sourceEntryId = (source: string): string => `source-${source}`;

/** Takes its reader to where a reference or citation leads, in this section or another, and back. */
export function useFollowing(editor: Editor, section: SectionView, proposalId: string): Following {
  const navigate = useNavigate();
  const { id, number, title } = section;
  const last = useLastStop(proposalId);
  const open = useCallback(
    (arrival: Arrival) => {
      willArrive(arrival);
      void navigate({ to: addresses.section(proposalId, arrival.sectionId) });
    },
    [navigate, proposalId],
  );
  const remember = useCallback(
    ({ at, node }: Followed) =>
      leave({ proposalId, sectionId: id, section: number === '' ? title : number, at, part: keyOf(node) }),
    [proposalId, id, number, title],
  );
  const goTo = useCallback(
    ({ sectionId, nodeId }: Reference, from: Followed) => {
      if (sectionId !== id) {
        remember(from);
        return open({ sectionId, name: nodeId ?? '' });
      }
      const at = nodeId === null ? 0 : blockNamed(editor.state, nodeId);
      if (at === null) return;
      remember(from);
      land(editor, at);
    },
    [editor, id, open, remember],
  );
  const follow = useCallback(
    (followed: Followed) => {
      const goal = goalOf(followed);
      if (goal) return goTo(goal, followed);
      const entry = document.getElementById(sourceEntryId(String(followed.node.attrs.source)));
      if (!entry) return;
      remember(followed);
      entry.focus({ preventScroll: true });
      entry.scrollIntoView({ block: 'center' });
    },
    [goTo, remember],
  );
  useEffect(() => onFollow(editor, follow), [editor, follow]);
  useEffect(() => {
    const arrival = takeArrival(id);
    return arrival ? landWhenThere(editor, arrival) : undefined;
  }, [editor, id]);
  const goBack = () => {
    if (last === null) return;
    dropLast();
    if (last.sectionId !== id) return open({ sectionId: last.sectionId, stop: last });
    land(editor, placeOf(editor.state, last) ?? Math.min(last.at, editor.state.doc.content.size - 1));
  };
  return { last, goTo, goBack };
}

/** The text of a section comes a moment after its screen. Whoever types or presses meanwhile wants to be elsewhere. */
function landWhenThere(editor: Editor, arrival: Arrival): () => void {
  const look = () => {
    const at =
      'stop' in arrival ? placeOf(editor.state, arrival.stop) : blockNamed(editor.state, arrival.name);
    if (at === null) return;
    stop();
    land(editor, at);
  };
  const stop = () => {
    editor.off('transaction', look);
    for (const each of ['keydown', 'pointerdown']) window.removeEventListener(each, stop);
  };
  editor.on('transaction', look);
  for (const each of ['keydown', 'pointerdown']) window.addEventListener(each, stop);
  look();
  return stop;
}
