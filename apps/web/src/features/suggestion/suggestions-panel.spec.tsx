import { readConsortium, readSession, type ConsortiumView, type SectionView } from '@concordat/contracts';
import {
  appendBlocks,
  resolve,
  sectionExtensions,
  sectionFieldName,
  SuggestionMode,
  switchMode,
} from '@concordat/document';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import * as Y from 'yjs';
import { EditorPlaceContext, type EditorPlace } from '../../editor/editor-place.js';
import { SectionSuggestions } from '../../editor/suggest/section-suggestions.js';
import { defineFeature } from '../../platform/feature.js';
import { ids, signedIn } from '../../testing/builders.js';
import { answer, fakeServer } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';
import { feature } from './suggestion.routes.js';
import { SuggestionsPanel } from './suggestions-panel.js';
import { suggestionsPanel } from './suggestions-tab.js';

const reviewer = ids.at(71);
const opened: Editor[] = [];

/** An editor of one person; several of the same text see each other at once. */
function open(doc: Y.Doc, author: string): Editor {
  const editor = new Editor({
    element: document.body.appendChild(document.createElement('div')),
    extensions: [
      ...sectionExtensions,
      Collaboration.configure({ document: doc, field: sectionFieldName }),
      SuggestionMode.configure({ author, mode: 'editing', onUntracked: () => undefined }),
      SectionSuggestions,
    ],
    injectCSS: false,
  });
  opened.push(editor);
  return editor;
}

/** What somebody suggests by replacing words of the text. */
function suggest(editor: Editor, words: string, replacement: string): void {
  let from = -1;
  editor.state.doc.descendants((node, position) => {
    if (node.isText && node.text?.includes(words)) from = position + node.text.indexOf(words);
  });
  editor.view.dispatch(switchMode(editor.state.tr, 'suggesting'));
  editor.view.dispatch(editor.state.tr.insertText(replacement, from, from + words.length));
  editor.view.dispatch(switchMode(editor.state.tr, 'editing'));
}

const consortium = (person: { id: string; displayName: string }): ConsortiumView =>
  ({
    lede: [],
    onDate: '2027-01-07',
    members: [
      {
        id: ids.at(60),
        state: { code: 'EE', name: 'Estonia', euMember: true },
        role: 'partner',
        hostingEntity: null,
        authorColour: 4,
        joinedAt: '2026-11-01T08:00:00.000Z',
        leftAt: null,
        verified: true,
        version: 1,
        sectionsLed: 0,
        people: [
          {
            id: ids.at(61),
            person: { ...person, stateCode: 'EE', email: 'reviewer@example.org' },
            roles: ['reviewer'],
            since: '2026-11-01T08:00:00.000Z',
            addressChangedAt: null,
            version: 1,
            lastCoordinator: false,
            abilities: {},
          },
        ],
        abilities: {},
      },
    ],
    invitations: [],
    addable: [],
    abilities: {},
  }) as unknown as ConsortiumView;

function PanelForSpec() {
  const { label, count } = suggestionsPanel.useTab();
  return (
    <>
      <p>{`${label} ${count ?? 0}`}</p>
      <SuggestionsPanel />
    </>
  );
}

async function show(editor: Editor, right: EditorPlace['right'] = 'edit'): Promise<void> {
  fakeServer(
    answer(readSession, () => signedIn()),
    answer(readConsortium, () => consortium({ id: reviewer, displayName: 'Reviewer, Estonia' })),
  );
  const place: EditorPlace = {
    proposalId: ids.proposal,
    section: { id: ids.section, number: 'C4', title: 'Energy plan' } as SectionView,
    editor,
    mode: 'edit',
    right,
    view: 'markup',
    showView: () => undefined,
    panel: 'suggestions',
    openPanel: () => undefined,
  };
  const load = () =>
    Promise.resolve(() => (
      <EditorPlaceContext value={place}>
        <PanelForSpec />
      </EditorPlaceContext>
    ));
  await renderApp(
    [defineFeature({ ...feature, screens: [{ path: '/panel', title: 'panel.label', load }] })],
    '/panel',
  );
}

const textOf = ({ state: { doc } }: Editor) => doc.textBetween(0, doc.content.size, '\n');
/** The binding works between tasks. */
const settled = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)));

describe('the suggestions beside a text', () => {
  let editor: Editor;
  let theirs: Editor;

  beforeAll(() => {
    // jsdom lays nothing out.
    document.elementFromPoint = () => null;
    Element.prototype.scrollIntoView = () => undefined;
    window.matchMedia = () => Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;
  });
  beforeEach(async () => {
    const doc = new Y.Doc();
    appendBlocks(doc, [
      { type: 'heading', level: 1, text: 'Animals' },
      { type: 'paragraph', text: 'The brown fox jumps over the lazy dog.' },
    ]);
    editor = open(doc, signedIn().person.id);
    theirs = open(doc, reviewer);
    await settled();
    suggest(theirs, 'brown', 'red');
    suggest(theirs, 'lazy', 'quick');
    await settled();
  });
  afterEach(() => {
    for (const each of opened.splice(0)) {
      const frame = each.view.dom.parentElement;
      each.destroy();
      frame?.remove();
    }
  });

  const cards = () => screen.findByRole('list', { name: 'Suggestions in the order of the text' });
  const user = userEvent.setup();
  const first = /^Show in the text: Reviewer, Estonia replaced “brown” with “red”/;

  it('says who, what and how many, in the ink of their state', async () => {
    await show(editor);
    await screen.findByText('Suggestions 2');
    expect(within(await cards()).getAllByRole('listitem')).toHaveLength(2);
    await screen.findAllByText('Reviewer, Estonia');
    within(await cards()).getByText('replaced “brown” with “red”');
    const ink = editor.view.dom.querySelector('ins .suggestion');
    expect(ink?.className).toBe('suggestion is-inserted author-4');
    expect(ink?.getAttribute('title')).toBe('Reviewer, Estonia replaced “brown” with “red”');
  });

  it('accepts the one in sight as a step of its own, which can be undone', async () => {
    await show(editor);
    editor.commands.insertContentAt(editor.state.doc.content.size - 1, ' Indeed.');
    await user.click(await screen.findByRole('button', { name: first }));
    expect(editor.view.dom.querySelector('.suggestion.is-on')?.textContent).toMatch(/brown|red/);
    await user.click(await screen.findByRole('button', { name: /^Accept: / }));
    expect(textOf(editor)).toContain('The red fox');
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(textOf(editor)).toContain('brownred');
    expect(textOf(editor)).toContain('Indeed.');
  });

  it('rejects, by the list, without a look at the text', async () => {
    await show(editor);
    await user.click(await screen.findByRole('button', { name: /^As a list/ }));
    await user.click(
      screen.getByRole('button', { name: 'Reject: Reviewer, Estonia replaced “lazy” with “quick”' }),
    );
    expect(textOf(editor)).toContain('the lazy dog.');
    await screen.findByText('Suggestions 1');
  });

  it('decides on all of one person, and says how many', async () => {
    await show(editor);
    await user.click(await screen.findByRole('button', { name: 'Several' }));
    await user.click(screen.getByRole('menuitem', { name: /Accept all of Reviewer, Estonia/ }));
    expect(textOf(editor)).toBe('Animals\nThe red fox jumps over the quick dog.');
    await screen.findByText('2 suggestions accepted.');
    await screen.findByText('No suggestion yet.');
  });

  it('says that somebody was first, and changes nothing', async () => {
    await show(editor);
    await user.click(await screen.findByRole('button', { name: first }));
    const accept = await screen.findByRole('button', { name: /^Accept: / });
    // In the same moment, before this page has heard of it.
    theirs.view.dispatch(resolve(theirs.state, 'reject', 'all'));
    const before = textOf(theirs);
    accept.click();
    await screen.findByText(/Somebody was first/);
    expect(textOf(editor)).toBe(before);
  });

  it('lets a reviewer withdraw their own and decide on nothing else', async () => {
    suggest(editor, 'jumps', 'leaps');
    await show(editor, 'suggest');
    await user.click(await screen.findByRole('button', { name: first }));
    expect(screen.queryByRole('button', { name: /^Accept/ })).toBeNull();
    await screen.findByText(/coordinator decides/);
    await user.click(screen.getByRole('button', { name: /“jumps” with “leaps”/ }));
    await user.click(await screen.findByRole('button', { name: /^Withdraw: / }));
    expect(textOf(editor)).toContain('fox jumps over');
    expect(textOf(editor)).toContain('brownred');
  });

  it('offers readers the sentences alone', async () => {
    await show(editor, 'read');
    await user.click(await screen.findByRole('button', { name: first }));
    expect(screen.queryByRole('button', { name: /^(Accept|Reject|Withdraw|Several)/ })).toBeNull();
  });
});
