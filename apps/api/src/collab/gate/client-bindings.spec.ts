import { randomUUID } from 'node:crypto';
import { ClientBindings } from './client-bindings.js';
import type { Author } from './gate.types.js';

const author = (personId: string = randomUUID(), deviceId: string = randomUUID()): Author => ({
  personId,
  deviceId,
  clientIds: [],
});
const nothing = (): boolean => false;
const hour = 60 * 60_000;

/** Has so many new ids write, one update each, and says what came of the last. */
function write(bindings: ClientBindings, as: Author, count: number, first: number): string | null {
  let refusal: string | null = null;
  for (let clientId = first; clientId < first + count; clientId += 1) {
    refusal = bindings.refusalOf([clientId], as, nothing);
    if (refusal === null) bindings.stored(bindings.claim([clientId], as), as);
  }
  return refusal;
}

describe('new client ids of a device', () => {
  it('are taken as pages are opened, not by the thousand, and again after an hour', () => {
    let now = 0;
    const bindings = new ClientBindings([], () => now);
    const [device, colleague] = [author(), author()];
    expect(write(bindings, device, 300, 1)).toBeNull();
    expect(write(bindings, device, 1, 1_000)).toBe('update.rate');
    expect(bindings.refusalOf([5], device, nothing)).toBeNull();
    expect(write(bindings, colleague, 1, 2_000)).toBeNull();
    now = hour + 1;
    expect(write(bindings, device, 1, 1_000)).toBeNull();
  });

  it('are counted for the person as well, whatever devices they claim to have', () => {
    const bindings = new ClientBindings([], () => 0);
    const personId = randomUUID();
    for (let device = 0; device < 5; device += 1)
      expect(write(bindings, author(personId), 300, 1_000 * (device + 1))).toBeNull();
    expect(write(bindings, author(personId), 1, 10_000)).toBe('update.rate');
  });

  it('are counted across openings of the section', () => {
    const { personId, deviceId } = author();
    const known = Array.from({ length: 300 }, (_, at) => ({ clientId: at, personId, deviceId }));
    const of = (ageMs: number): ClientBindings =>
      new ClientBindings(
        known.map((binding) => ({ ...binding, ageMs })),
        () => 10 * hour,
      );
    expect(write(of(hour / 2), author(personId, deviceId), 1, 999)).toBe('update.rate');
    expect(write(of(2 * hour), author(personId, deviceId), 1, 999)).toBeNull();
  });
});
