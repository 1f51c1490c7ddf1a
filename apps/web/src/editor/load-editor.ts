import type { ComponentType } from 'react';
import { SectionScreen } from './section-screen.js';
import { editorPanels } from './panels.js';

/** The editor's screen, once the words of its panels are here. */
export async function loadEditor(): Promise<ComponentType> {
  await Promise.all(editorPanels.map(({ prepare }) => prepare()));
  return SectionScreen;
}
