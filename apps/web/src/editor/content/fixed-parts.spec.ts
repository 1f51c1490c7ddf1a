import {
  buildSection,
  fragmentOf,
  noContents,
  sectionExtensions,
  sectionFieldName,
} from '@concordat/document';
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import * as Y from 'yjs';
import { FixedPartsGuard } from './fixed-parts.js';
import { NodeIds } from './node-ids.js';
import { SectionNumbering, setOutline } from './section-numbers.js';

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
let editor: Editor;
let doc: Y.Doc;

beforeEach(async () => {
  // jsdom lays nothing out.
  document.elementFromPoint = () => null;
  doc = buildSection([
    { type: 'heading', level: 1, text: 'Declaration' },
    { type: 'paragraph', text: 'Free words.' },
  ]);
  (fragmentOf(doc).get(0) as Y.XmlElement<{ fixed: boolean }>).setAttribute('fixed', true);
  editor = new Editor({
    element: document.body.appendChild(document.createElement('div')),
    extensions: [
      ...sectionExtensions,
      Collaboration.configure({ document: doc, field: sectionFieldName }),
      SectionNumbering,
      NodeIds,
      FixedPartsGuard,
    ],
    injectCSS: false,
  });
  await settled();
  const words = { caption: '', pictureCaption: '', lost: '', fixed: 'Fixed by the template' };
  const sections = [{ id: 'own', number: '1', title: 'Own', contents: noContents }];
  setOutline(editor, { sectionId: 'own', isWhole: true, words, sections });
});
afterEach(() => {
  editor.destroy();
  document.body.replaceChildren();
});

describe('fixed words in the editor', () => {
  it('are shown as such, with the reason', () => {
    expect(editor.view.dom.querySelector('h1')?.dataset.reason).toBe('Fixed by the template');
    expect(editor.view.dom.querySelector('p')?.dataset.reason).toBeUndefined();
  });

  it('take no letter, no deletion, no format; what is beside them does', () => {
    editor.commands.insertContentAt(3, 'x');
    editor.chain().selectAll().deleteSelection().run();
    editor.chain().setTextSelection({ from: 1, to: 4 }).toggleBold().run();
    expect(editor.state.doc.firstChild?.textContent).toBe('Declaration');
    expect(editor.state.doc.firstChild?.firstChild?.marks).toHaveLength(0);
    editor.commands.insertContentAt(editor.state.doc.content.size - 1, ' More.');
    expect(editor.state.doc.lastChild?.textContent).toBe('Free words. More.');
  });

  it('follow the server, which alone may change them', async () => {
    ((fragmentOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(11, ' of honour');
    await settled();
    expect(editor.state.doc.firstChild?.textContent).toBe('Declaration of honour');
  });
});
