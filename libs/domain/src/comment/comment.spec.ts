import {
  assignedPeople,
  checkAssignee,
  checkMentions,
  type CommentReader,
  mostMentions,
  toldOfAssignment,
  toldOfMessage,
} from './comment-audience.js';
import { mentionOf, mentionsIn, piecesOf, withNames } from './mentions.js';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const reader = (n: number, memberId: string, ...roles: CommentReader['roles']): CommentReader => ({
  personId: id(n),
  memberId,
  roles,
});
const estonia = 'estonia';
const lead = reader(1, estonia, 'member_lead');
const author = reader(2, estonia, 'author');
const finn = reader(3, 'finland', 'coordinator');
const observer = reader(4, 'norway', 'observer');
const people = [lead, author, finn, observer];
const open = { internalMemberId: null };
const within = { internalMemberId: estonia };

describe('people named in a comment', () => {
  it('are found each once, in order, and only where an id stands', () => {
    const body = `Ask ${mentionOf(id(2))} and ${mentionOf(id(1))}, then ${mentionOf(id(2))}; not @[me] or @Finland.`;
    expect(mentionsIn(body)).toEqual([id(2), id(1)]);
  });

  it('part a comment into words and people that make the same comment again', () => {
    for (const body of [
      '',
      'words',
      mentionOf(id(1)),
      `${mentionOf(id(1))}${mentionOf(id(2))}!`,
      'a\n@[x] b',
    ]) {
      const again = piecesOf(body).map((piece) => ('text' in piece ? piece.text : mentionOf(piece.personId)));
      expect(again.join('')).toBe(body);
    }
  });

  it('are read by their names of today', () => {
    const names = new Map([[id(1), 'Lead, Estonia']]);
    expect(withNames(`${mentionOf(id(1))}, ${mentionOf(id(2))}?`, (each) => names.get(each))).toBe(
      '@Lead, Estonia, @…?',
    );
  });

  it.each([
    ['everybody who takes part', open, [id(1), id(3), id(4)], null],
    ['nobody from outside', open, [id(9)], 'comment.mention_unknown'],
    ['within a state, its own people', within, [id(1), id(2)], null],
    ['within a state, not even the coordinator', within, [id(1), id(3)], 'comment.mention_unknown'],
  ])('may be %s', (_what, thread, named, reason) => {
    const outcome = checkMentions(named.map(mentionOf).join(' '), thread, people);
    expect(outcome).toEqual(reason === null ? { ok: true, value: named } : { ok: false, reason });
  });

  it('stay named when they have left, and only who is new is told', () => {
    const before = `${mentionOf(id(9))} agreed.`;
    expect(checkMentions(`${before} ${mentionOf(id(1))}?`, open, people, before)).toEqual({
      ok: true,
      value: [id(1)],
    });
  });

  it('are no crowd', () => {
    const crowd = Array.from({ length: mostMentions + 1 }, (_, n) => reader(n + 10, estonia, 'author'));
    const body = crowd.map(({ personId }) => mentionOf(personId)).join('');
    expect(checkMentions(body, open, crowd)).toEqual({ ok: false, reason: 'comment.too_many_mentions' });
  });
});

describe('whom a thread waits for', () => {
  it.each([
    ['nobody', open, null, true],
    ['a person who takes part', open, { personId: id(4) }, true],
    ['a state that takes part', open, { memberId: 'finland' }, true],
    ['somebody from outside', open, { personId: id(9) }, false],
    ['a state from outside', open, { memberId: 'spain' }, false],
    ['within a state, a colleague', within, { personId: id(2) }, true],
    ['within a state, the coordinator', within, { personId: id(3) }, false],
    ['within a state, another state', within, { memberId: 'finland' }, false],
  ])('may be %s: %#', (_who, thread, to, isKnown) => {
    expect(checkAssignee(to, thread, people)).toEqual(
      isKnown ? { ok: true, value: to } : { ok: false, reason: 'comment.assignee_unknown' },
    );
  });

  it('are those who lead a state, and all of it where nobody does', () => {
    expect(assignedPeople({ memberId: estonia }, people)).toEqual([id(1)]);
    expect(assignedPeople({ memberId: estonia }, [author, finn])).toEqual([id(2)]);
    expect(toldOfAssignment({ memberId: estonia }, id(1), open, people)).toEqual([]);
  });
});

describe('who is told of a message', () => {
  const message = { byPersonId: id(1), mentionedIds: [id(2)], involvedIds: [id(1), id(2), id(3)] };

  it('is who is named and who has a part in the thread, each once, never the writer', () => {
    expect(toldOfMessage(message, open, people)).toEqual([
      { personId: id(2), reason: 'mentioned' },
      { personId: id(3), reason: 'replied' },
    ]);
  });

  it('is nobody who may not read it any more', () => {
    expect(toldOfMessage(message, within, people)).toEqual([{ personId: id(2), reason: 'mentioned' }]);
    expect(toldOfMessage(message, open, [lead])).toEqual([]);
  });
});
