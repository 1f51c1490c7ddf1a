import { Injectable } from '@nestjs/common';

/** What the process tells those who count and those who watch. Never an id, a name or text. */
export interface SignalKinds {
  /** A request was answered; `route` is its pattern, null where none took it. Status 499: the client left first. */
  'http.answered': {
    readonly method: string;
    readonly route: string | null;
    readonly status: number;
    readonly ms: number;
  };
  /** The gate answered an update: `accepted`, or the code of the refusal. */
  'gate.answered': { readonly outcome: string };
  /** Updates were committed together. */
  'gate.committed': { readonly updates: number; readonly ms: number };
  /** The mail server took a mail, refused that one, or was not there to take any. */
  'mail.handed_over': { readonly outcome: 'taken' | 'refused' | 'away' };
}

type Kind = keyof SignalKinds;
type Listener<K extends Kind> = (signal: SignalKinds[K]) => void;

/** A number that somebody knows at any moment, by what it is of: `{ web: 3, worker: 1 }`; one number has the key ''. */
export type Reading = () => Readonly<Record<string, number>>;

/** What can be read off at any moment. */
export type ReadingName = 'gate.open_sections' | 'database.connections' | 'http.in_flight' | 'sockets';

/**
 * Carries figures from where they arise to the metrics and the alarms, neither of which the teller knows. Where nobody
 * listens, telling costs one look-up.
 */
@Injectable()
export class Signals {
  private readonly listeners = new Map<Kind, ((signal: never) => void)[]>();
  private readonly readings = new Map<ReadingName, Reading>();

  on<K extends Kind>(kind: K, listener: Listener<K>): void {
    this.listeners.set(kind, [...(this.listeners.get(kind) ?? []), listener]);
  }

  tell<K extends Kind>(kind: K, signal: SignalKinds[K]): void {
    const listeners = this.listeners.get(kind);
    if (!listeners) return;
    for (const listener of listeners) (listener as Listener<K>)(signal);
  }

  /** Says how a number can be read off. */
  offer(name: ReadingName, reading: Reading): void {
    this.readings.set(name, reading);
  }

  read(name: ReadingName): Readonly<Record<string, number>> {
    return this.readings.get(name)?.() ?? {};
  }
}
