import { resolve, suggestionsOf, type SuggestionFilter, type Verdict } from '@concordat/document';
import { sayStatus } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import { useCallback } from 'react';
import { suggestionStateOf } from '../../editor/suggest/section-suggestions.js';
import { useSuggestionText } from './suggestion-text.js';

/** What becomes of suggestions. Who suggested something withdraws it; for the text that is a rejection. */
export type Decision = Verdict | 'withdraw';

/** Decides on suggestions. `sentence` says what one of them is about; without it they are counted. */
export type Decide = (decision: Decision, filter: SuggestionFilter, sentence?: string) => void;

interface UndoManager {
  readonly undoStack: readonly unknown[];
  stopCapturing(): void;
}

/** Accepts, rejects and withdraws; each is one step that can be taken back, and says what became of it. */
export function useVerdict(editor: Editor | null): Decide {
  const say = useSuggestionText();
  return useCallback(
    (decision, filter, sentence) => {
      if (editor === null) return;
      const before = suggestionStateOf(editor.state).suggestions.length;
      const verdict = decision === 'withdraw' ? 'reject' : decision;
      const transaction = resolve(editor.state, verdict, filter);
      if (!transaction.docChanged) {
        const isOfSelection = filter !== 'all' && 'from' in filter;
        return void sayStatus({ text: say(isOfSelection ? 'done.none_selected' : 'done.too_late') });
      }
      const undo = undoOf(editor);
      // A step of its own: going back must not take the words typed before it.
      undo?.stopCapturing();
      editor.view.dispatch(transaction);
      undo?.stopCapturing();
      const step = undo?.undoStack.at(-1);
      const count = before - suggestionsOf(editor.state.doc).length;
      const takeBack = () => {
        const isLast = step !== undefined && undoOf(editor)?.undoStack.at(-1) === step;
        if (isLast) editor.commands.undo();
        sayStatus({ text: say(isLast ? 'done.undone' : 'done.not_undone') });
      };
      sayStatus({
        text:
          sentence === undefined
            ? say(`done.${decision}_many`, { count })
            : say(`done.${decision}`, { sentence }),
        undo: { label: say('done.undo'), onUndo: takeBack },
      });
    },
    [editor, say],
  );
}

const undoOf = (editor: Editor): UndoManager | undefined =>
  (yUndoPluginKey.getState(editor.state) as { undoManager?: UndoManager } | undefined)?.undoManager;
