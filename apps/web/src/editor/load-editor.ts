import type { ComponentType } from 'react';
import { SectionScreen } from './section-screen.js';
import { editorPanels } from './panels.js';

/** The editor's screen, once the words of its panels are here. */
export async function loadEditor(): Promise<ComponentType> {
  await Promise.all(editorPanels.map(({ prepare }) => prepare()));
  return SectionScreen;
}

// One door into the editor's machinery, also for those who need a part of it: a second one would split its files.
export { unsentWords } from './connection/unsent-words.js';
export { UnsentDialog } from './unsent-dialog.js';
