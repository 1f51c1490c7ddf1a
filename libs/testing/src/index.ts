export { fakeClock, type FakeClock } from './fake-clock.js';
export { ScriptedEditor, ticketsFrom, type ScriptedEditorOptions } from './scripted-editor.js';
