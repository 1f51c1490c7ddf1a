import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  type AuditedEvent,
  type ChainedEvent,
  type ChainEnd,
  type ChainRefusal,
  auditText,
  auditVersion,
  chainStart,
  followChain,
} from '../index.js';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const event = (action: string): AuditedEvent => ({
  at: '2027-01-26T14:30:00.123456Z',
  personId: '6d1c1e34-1f0c-4a52-9d1e-2b1f0c4a529d',
  action,
  objectKind: 'section',
  objectId: 'b7',
  proposalId: 'p1',
  before: null,
  after: { state: 'approved', count: 2 },
  requestId: null,
});

function chained(events: readonly AuditedEvent[]): ChainedEvent[] {
  let end = chainStart;
  return events.map((each) => {
    const placed = { ...each, version: auditVersion, number: end.number + 1, previous: end.sha256 };
    const made = { ...placed, sha256: sha256(auditText(placed)) };
    end = { number: made.number, sha256: made.sha256 };
    return made;
  });
}

function follow(events: readonly ChainedEvent[], proposalId: string | null = 'p1'): ChainEnd | ChainRefusal {
  let end = chainStart;
  for (const each of events) {
    const step = followChain(proposalId, end, each, sha256);
    if (!step.ok) return step.reason;
    end = step.value;
  }
  return end;
}

const five = chained(['a', 'b', 'c', 'd', 'e'].map(event));

describe('the chain of a record', () => {
  it('is followed to its end when nobody touched it', () => {
    expect(follow(five)).toEqual({ number: 5, sha256: five[4]?.sha256 });
    expect(follow([])).toEqual(chainStart);
  });

  it('hashes sorted keys without white space, and says its version', () => {
    const [first] = five;
    expect(first && auditText(first)).toBe(
      `{"action":"a","after":{"count":2,"state":"approved"},"at":"2027-01-26T14:30:00.123456Z","before":null,` +
        `"number":1,"objectId":"b7","objectKind":"section","personId":"6d1c1e34-1f0c-4a52-9d1e-2b1f0c4a529d",` +
        `"previous":"${'0'.repeat(64)}","proposalId":"p1","requestId":null,"v":1}`,
    );
  });

  it.each<[string, (events: ChainedEvent[]) => ChainedEvent[], ChainRefusal]>([
    ['an event is removed', (all) => all.filter((_, at) => at !== 2), 'audit.number_missing'],
    ['the first is removed', (all) => all.slice(1), 'audit.number_missing'],
    ['two change places', ([a, b, ...rest]) => [b, a, ...rest] as ChainedEvent[], 'audit.number_missing'],
    ['one is repeated', (all) => [...all.slice(0, 2), ...all.slice(1)], 'audit.number_missing'],
    [
      'a form comes that we do not know',
      (all) => all.map((e) => ({ ...e, version: 2 })),
      'audit.unknown_version',
    ],
    [
      'an event is rewritten with a fitting hash',
      (all) => all.map((e, at) => (at === 2 ? rehashed({ ...e, action: 'forged' }) : e)),
      'audit.link_broken',
    ],
  ])('breaks when %s', (_, forge, reason) => {
    expect(follow(forge([...five]))).toBe(reason);
  });

  it('breaks for an event of another chain', () => {
    expect(follow(five, 'p2')).toBe('audit.other_chain');
    expect(follow(five, null)).toBe('audit.other_chain');
  });

  it('breaks when any one field of any event is changed, whichever', () => {
    const fields = [
      'at',
      'personId',
      'action',
      'objectKind',
      'objectId',
      'requestId',
      'sha256',
      'previous',
    ] as const;
    fc.assert(
      fc.property(
        fc.nat({ max: 4 }),
        fc.constantFrom(...fields),
        fc.string({ minLength: 1 }),
        (place, field, value) => {
          fc.pre(five[place]?.[field] !== value);
          const forged = five.map((each, at) => (at === place ? { ...each, [field]: value } : each));
          expect(typeof follow(forged)).toBe('string');
        },
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom('before' as const, 'after' as const), fc.jsonValue(), (field, value) => {
        const forged = five.map((each, at) => (at === 3 ? { ...each, [field]: value } : each));
        const same = auditText(forged[3] as ChainedEvent) === auditText(five[3] as ChainedEvent);
        expect(typeof follow(forged) === 'string').toBe(!same);
      }),
    );
  });
});

function rehashed(changed: ChainedEvent): ChainedEvent {
  return { ...changed, sha256: sha256(auditText(changed)) };
}
