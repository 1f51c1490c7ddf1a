import type { World } from '../world/world.js';
import type { Wire } from './wire.js';

const everyMs = 15_000;

/** Texts that are open over plain HTTP close when nobody asks about them; gives what ends the asking. */
export function keepTextsOpen(world: World, wire: Wire): () => void {
  const ask = (): void => {
    for (const consortium of ['alfa', 'bravo'] as const) {
      const sectionId = world.id(consortium, 'section');
      const openings = ['opening', 'spareOpening'].map((kind) => ({
        ...{ sectionId, openingId: world.id(consortium, kind), seq: 0, carets: 0, messages: 0 },
      }));
      const body = { openings };
      const { cookie } = world.caller(`${consortium}.author`);
      wire.send({ method: 'POST', path: '/api/text-changes', cookie, body }).catch(() => undefined);
    }
  };
  const timer = setInterval(ask, everyMs);
  return () => clearInterval(timer);
}
