import { readFileSync } from 'node:fs';
import path from 'node:path';
import { recordFigures, seeded, seedOfRun } from '@concordat/testing';
import { openHostileNetwork, openTlsDoor } from '../support/hostile-network.js';
import { enterRoom, type Product, type Room } from '../support/product.js';
import { findDesks } from './practice.js';
import { checkLog, judge, readBack } from './read-back.js';
import { type Desk, startWriters, type Writers } from './writers.js';

/** Faults in each of the two nets; `npm run bench:faults` makes twenty times as many. */
const rounds = Number(process.env['BENCH_NETWORK_ROUNDS'] ?? 2);
const people = 6;

const fixture = (name: string): string => path.join(import.meta.dirname, 'fixtures', name);
const certificate = {
  key: readFileSync(fixture('localhost-key.pem'), 'utf8'),
  cert: readFileSync(fixture('localhost-certificate.pem'), 'utf8'),
};

/** What people wrote through one net. */
interface Passage {
  readonly connections: number;
  readonly team: Writers;
}

describe('a network that delays, cuts, swallows and damages', () => {
  let room: Room;
  let product: Product;
  let desks: readonly Desk[];
  const teams: Writers[] = [];
  beforeAll(async () => {
    room = await enterRoom('used');
    product = room.start({ CONCORDAT_SAMPLE: 'on' });
    await product.ready();
    desks = await findDesks(product.address, people, 3);
  });
  afterAll(async () => {
    await Promise.all(teams.map((team) => team.kill()));
    await room.leave();
  });

  async function restart(settings: Record<string, string>): Promise<void> {
    product.child.kill('SIGTERM');
    await product.ended();
    product = room.start({ CONCORDAT_SAMPLE: 'on', ...settings });
  }

  /** The same sessions under another public address: only the cookie's name depends on it. */
  const sessionsFor = (cookieName: string): Desk[] =>
    desks.map(({ sectionId, cookie }) => ({
      sectionId,
      cookie: cookie.replace(/\S+?=/, `${cookieName}=`),
    }));

  /** Writes through a net while its faults happen in turn, and waits until everyone has everything. */
  async function pass(team: Writers, faults: readonly (() => void)[]): Promise<void> {
    teams.push(team);
    await team.opened();
    for (let round = 0; round < rounds; round += 1)
      for (const fault of faults) {
        await team.saved(people);
        fault();
      }
    await team.saved(people);
    await team.finish();
  }

  /** Sections that two writers saw differently at the end. */
  function divergent({ texts }: Writers): string[] {
    const seen = new Map<string, Set<string>>();
    for (const [index, { sectionId }] of desks.entries())
      seen.set(sectionId, (seen.get(sectionId) ?? new Set()).add(texts.get(index) ?? 'nothing'));
    return [...seen].filter(([, different]) => different.size > 1).map(([sectionId]) => sectionId);
  }

  /** Plain http is for this machine alone: what is lost here is lost whole, never changed. */
  async function plainly(): Promise<Passage> {
    const { port } = new URL(product.address);
    const net = await openHostileNetwork(Number(port), seeded(seedOfRun));
    await restart({ CONCORDAT_PUBLIC_URL: `http://127.0.0.1:${net.port}` });
    await product.ready();
    const team = startWriters({
      origin: `http://127.0.0.1:${net.port}`,
      writers: sessionsFor(`sid-${net.port}`),
      prefix: 'p',
    });
    await pass(team, [
      () => net.cut(),
      () => net.delay(150),
      () => net.goSilent(),
      () => net.cut(),
      () => net.delay(0),
    ]);
    await net.close();
    return { team, connections: net.connections() };
  }

  /** Everywhere else there is TLS, which notices every changed bit: the connection ends and the words are sent again. */
  async function withDamage(): Promise<Passage> {
    const { port } = new URL(product.address);
    const door = await openTlsDoor(Number(port), certificate);
    const net = await openHostileNetwork(door.port, seeded(seedOfRun));
    const origin = `https://localhost:${net.port}`;
    await restart({ CONCORDAT_PUBLIC_URL: origin });
    await product.ready();
    const team = startWriters(
      { origin, writers: sessionsFor('__Host-sid'), prefix: 't' },
      { NODE_EXTRA_CA_CERTS: fixture('localhost-certificate.pem') },
    );
    await pass(team, [() => net.flipBits(), () => net.flipBits(), () => net.cut()]);
    await net.close();
    await door.close();
    return { team, connections: net.connections() };
  }

  it(
    'loses and doubles nothing that was called saved, and leaves everyone with the same text',
    async () => {
      const passages = { plain: await plainly(), damaged: await withDamage() };
      await restart({});
      await product.ready();
      const found = await readBack(product.address, desks);
      const rows = Object.entries(passages).map(([name, { team, connections }]) => {
        const { lost, twice } = judge(team.acknowledged, found);
        return {
          net: name === 'plain' ? 'delays, cuts, half-open lines' : 'flipped bits under TLS, cuts',
          faults: rounds * (name === 'plain' ? 5 : 3),
          connections,
          'words written': team.written(),
          acknowledged: team.acknowledged.length,
          lost: lost.length,
          'there twice': twice.length,
          'sections seen differently': divergent(team).length,
        };
      });
      recordFigures({
        document: 'assurance',
        section: 'network',
        title: 'Networks that misbehave',
        how:
          `${people} scripted editors write in sections they share, through a line that delays, cuts, falls silent ` +
          `without closing, or flips bits under TLS. At the end every writer's copy is compared with its neighbours', ` +
          `and a new reader looks for every word that was called saved.`,
        seed: seedOfRun,
        rows,
      });
      console.log(rows.map((row) => JSON.stringify(row)).join('\n'));
      for (const row of rows)
        expect(row).toMatchObject({ lost: 0, 'there twice': 0, 'sections seen differently': 0 });
      expect(await checkLog(room.dataDir)).toMatchObject({ gaps: [], badRows: [] });
    },
    90_000 + rounds * 60_000,
  );
});
