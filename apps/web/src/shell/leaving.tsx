import { useState, type ReactNode } from 'react';
import { addresses } from '../platform/addresses.js';
import { browser } from '../platform/browser.js';
import { unsentTextsOf } from '../platform/kept-texts.js';
import { useSession, useSignOut } from '../platform/session.js';

/**
 * Signs out, which deletes what this device keeps. Words that the server has not got are shown to their writer first; only
 * then is the editor's machinery loaded. `question` is to be drawn.
 */
export function useLeaving(): { readonly leave: () => Promise<void>; readonly question: ReactNode } {
  const { person } = useSession();
  const signOut = useSignOut();
  const [question, ask] = useState<ReactNode>(null);
  const leaveNow = async () => {
    await signOut();
    browser.go(addresses.signIn());
  };
  const leave = async () => {
    const names = unsentTextsOf(person.id);
    if (names.length === 0) return leaveNow();
    const { unsentWords, UnsentDialog } = await import('../editor/load-editor.js');
    const words = await unsentWords(names);
    if (words === '') return leaveNow();
    ask(<UnsentDialog words={words} onStay={() => ask(null)} onLeave={() => void leaveNow()} />);
  };
  return { leave, question };
}
