import type { WebSocket } from 'ws';
import type { GateKeeper } from '../gate/gate-keeper.js';
import { Carets } from './carets.js';
import { statusFrame, syncFrame, syncSteps } from './frames.js';
import { Lanes } from './lanes.js';

/** A socket that only notes how it was closed. */
function socket() {
  const closed: number[] = [];
  const webSocket = { OPEN: 1, readyState: 1, close: (code: number) => closed.push(code) };
  return { webSocket: webSocket as unknown as WebSocket, state: webSocket, closed };
}

const lanes = (): Lanes => {
  const keeper = { find: () => null } as unknown as GateKeeper;
  return new Lanes(keeper, new Carets(keeper));
};
const change = (address: string, size = 10): Uint8Array =>
  syncFrame(address, syncSteps.change, new Uint8Array(size));

describe('frames of somebody who was not let in yet', () => {
  it('wait, and leave everything that is not text or carets to Hocuspocus', () => {
    const { webSocket, closed } = socket();
    const taking = lanes();
    expect(taking.takes(webSocket, change('section'))).toBe(true);
    expect(taking.takes(webSocket, statusFrame('section', true))).toBe(false);
    expect(taking.takes(webSocket, new Uint8Array())).toBe(false);
    expect(closed).toEqual([]);
  });

  it.each([
    ['many for one section', () => change('section'), 201],
    ['for many sections', (at: number) => change(`section ${at}`), 101],
    ['large', () => change('section', 1024 * 1024), 5],
  ])('end the socket when they are %s', (_, frame, count) => {
    const { webSocket, closed } = socket();
    const taking = lanes();
    for (let at = 0; at < count; at += 1) taking.takes(webSocket, frame(at));
    expect(closed).toContain(4400);
  });

  it('are not even kept once the socket is closing', () => {
    const { webSocket, state, closed } = socket();
    const taking = lanes();
    state.readyState = 2;
    for (let at = 0; at < 5_000; at += 1) expect(taking.takes(webSocket, change('section'))).toBe(true);
    expect(closed).toEqual([]);
  });
});
