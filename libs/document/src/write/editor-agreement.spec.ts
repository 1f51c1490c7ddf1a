import { Node } from '@tiptap/pm/model';
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap';
import fc from 'fast-check';
import * as Y from 'yjs';
import { anyBlock } from '../../test/random-section.js';
import {
  buildSection,
  canonicalText,
  checkSection,
  fragmentOf,
  readSection,
  sectionOf,
  sectionSchema,
} from '../index.js';

/** The same document after a round through ProseMirror and the editor's own binding. */
function throughTheEditor(section: ReturnType<typeof readSection>): Y.Doc {
  const node = Node.fromJSON(sectionSchema, section);
  node.check();
  const doc = new Y.Doc();
  prosemirrorToYXmlFragment(node, fragmentOf(doc));
  return doc;
}

describe('server and editor', () => {
  it('read and write the same document', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { minLength: 1, maxLength: 6 }), (blocks) => {
        const section = readSection(buildSection(blocks));
        const edited = throughTheEditor(section);
        expect(checkSection(edited).ok).toBe(true);
        expect(canonicalText(readSection(edited))).toBe(canonicalText(section));
      }),
    );
  });

  it('agree on tables, quotes, numbered lists, breaks and links', () => {
    const cell = (type: string, text: string) => ({
      type,
      content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
    });
    const section = sectionOf([
      {
        type: 'table',
        content: [
          { type: 'tableRow', content: [cell('tableHeader', 'State'), cell('tableHeader', 'Months')] },
          {
            type: 'tableRow',
            content: [{ ...cell('tableCell', 'Finland'), attrs: { colspan: 2, align: 'right' } }],
          },
        ],
      },
      { type: 'blockquote', content: [{ type: 'paragraph' }] },
      {
        type: 'orderedList',
        attrs: { start: 3 },
        content: [
          {
            type: 'listItem',
            content: [
              {
                type: 'paragraph',
                content: [
                  {
                    type: 'text',
                    text: 'Call',
                    marks: [{ type: 'link', attrs: { href: 'https://example.org' } }],
                  },
                  { type: 'hardBreak' },
                ],
              },
            ],
          },
        ],
      },
    ]);
    const edited = throughTheEditor(section);
    expect(checkSection(edited)).toMatchObject({ ok: true });
    expect(canonicalText(readSection(edited))).toBe(canonicalText(section));
  });
});
