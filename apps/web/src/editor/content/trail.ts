import { useSyncExternalStore } from 'react';

/** A place that somebody left by following a reference. */
export interface Stop {
  readonly proposalId: string;
  readonly sectionId: string;
  /** As the section is called where one comes back from another: its number, or its title. */
  readonly section: string;
  readonly at: number;
  /** What stood there: see `keyOf`. */
  readonly part: string;
}

/** Where to go in a section that is being opened: a block by its name, or the place that one had left. */
export type Arrival = { readonly sectionId: string } & ({ readonly name: string } | { readonly stop: Stop });

/** Further back nobody remembers. */
const mostStops = 20;

let stops: readonly Stop[] = [];
let coming: Arrival | null = null;
const watching = new Set<() => void>();

function setStops(next: readonly Stop[]): void {
  stops = next;
  for (const told of watching) told();
}

/** Remembers a place that is left. The trail is this page's own and ends with it. */
export const leave = (stop: Stop): void => setStops([...stops, stop].slice(-mostStops));

/** Takes the last place from the trail. */
export const dropLast = (): void => setStops(stops.slice(0, -1));

/** Forgets the trail: one stays where one is. */
export const forgetTrail = (): void => setStops([]);

/** Notes where to go once another section is open. */
export const willArrive = (arrival: Arrival): void => void (coming = arrival);

/** Where to go in this section, asked once. */
export function takeArrival(sectionId: string): Arrival | null {
  const arrival = coming;
  coming = null;
  return arrival?.sectionId === sectionId ? arrival : null;
}

/** The last place of this proposal that was left; null where there is no way back. */
export function useLastStop(proposalId: string): Stop | null {
  const all = useSyncExternalStore(watch, () => stops);
  const last = all.at(-1);
  return last?.proposalId === proposalId ? last : null;
}

function watch(told: () => void): () => void {
  watching.add(told);
  return () => void watching.delete(told);
}
