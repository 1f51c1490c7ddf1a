export { fakeClock, type FakeClock } from './fake-clock.js';
export { HttpEditor, HttpRefusal, type HttpEditorOptions } from './http-editor.js';
export { ScriptedEditor, ticketsFrom, type ScriptedEditorOptions } from './scripted-editor.js';
export { Writer } from './writer.js';
export { type Cell, type Figures, isBenchmark, recordFigures, sectionText, withSection } from './report.js';
export { seeded, seedOfRun } from './seeded.js';
export { textOfZip } from './zip-text.js';
