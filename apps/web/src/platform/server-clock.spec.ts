import { ServerClock } from './server-clock.js';

const device = Date.parse('2027-01-14T08:00:00Z');
const clockAt = (now: number) => new ServerClock(() => now);

describe('ServerClock', () => {
  it('is the device’s clock until the server has spoken', () => {
    expect(clockAt(device).now().getTime()).toBe(device);
  });

  it('takes the server’s time, half a second and half the way into account', () => {
    const clock = clockAt(device);
    clock.learn('Thu, 14 Jan 2027 08:10:00 GMT', device - 200, device);
    expect(clock.offsetMs).toBe(600_000 + 500 + 100);
  });

  it('keeps the answer with the shortest way', () => {
    const clock = clockAt(device);
    clock.learn('Thu, 14 Jan 2027 08:10:00 GMT', device - 20, device);
    const before = clock.offsetMs;
    clock.learn('Thu, 14 Jan 2027 08:10:00 GMT', device - 3_000, device);
    expect(clock.offsetMs).toBe(before);
  });

  it('believes an answer that contradicts: the device’s clock was set', () => {
    const clock = clockAt(device);
    clock.learn('Thu, 14 Jan 2027 08:10:00 GMT', device - 20, device);
    clock.learn('Thu, 14 Jan 2027 09:10:00 GMT', device - 400, device);
    expect(Math.round(clock.offsetMs / 60_000)).toBe(70);
  });

  it.each([null, '', 'yesterday'])('learns nothing from %p', (header) => {
    const clock = clockAt(device);
    clock.learn(header, device, device);
    expect(clock.offsetMs).toBe(0);
  });
});
