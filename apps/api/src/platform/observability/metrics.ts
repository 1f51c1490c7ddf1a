import { Inject, Injectable, Logger } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { METRIC_SOURCES, type MetricSource } from './metric-source.js';
import { type ReadingName, Signals } from './signals.js';

const buckets = {
  http: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  commit: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
};
/** A database that hangs must not make whoever asks for figures wait. */
const patienceMs = 3_000;

/**
 * The figures of this process for Prometheus. Labels hold route patterns, codes and states: never an id, a name, an
 * address or text, so that whoever reads the figures learns nothing about a proposal.
 */
@Injectable()
export class Metrics {
  private readonly log = new Logger(Metrics.name);
  private readonly registry = new Registry();

  constructor(
    private readonly signals: Signals,
    @Inject(METRIC_SOURCES) private readonly sources: readonly MetricSource[],
  ) {}

  /** Begins to count. Called once, and only where somebody asked for figures. */
  begin(): void {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    const requests = new Histogram({
      name: 'concordat_http_request_seconds',
      help: 'Answered requests by route pattern; status 499: the client left first',
      labelNames: ['method', 'route', 'status'],
      buckets: buckets.http,
      registers,
    });
    this.signals.on('http.answered', ({ method, route, status, ms }) =>
      requests.observe({ method: methodLabel(method), route: route ?? 'none', status }, ms / 1000),
    );
    const updates = new Counter({
      name: 'concordat_gate_updates_total',
      help: 'Updates by what the gate answered: accepted, or the code of the refusal',
      labelNames: ['outcome'],
      registers,
    });
    this.signals.on('gate.answered', ({ outcome }) => updates.inc({ outcome }));
    const commits = new Histogram({
      name: 'concordat_gate_commit_seconds',
      help: 'Appends to the log, from asking the database to its COMMIT',
      buckets: buckets.commit,
      registers,
    });
    const shared = new Counter({
      name: 'concordat_gate_committed_updates_total',
      help: 'Updates that commits held',
      registers,
    });
    this.signals.on('gate.committed', ({ updates: count, ms }) => {
      commits.observe(ms / 1000);
      shared.inc(count);
    });
    const mails = new Counter({
      name: 'concordat_mails_total',
      help: 'Mails handed to the mail server: taken, refused, or away where it took none',
      labelNames: ['outcome'],
      registers,
    });
    this.signals.on('mail.handed_over', ({ outcome }) => mails.inc({ outcome }));
    this.gauge('gate.open_sections', 'concordat_gate_open_sections', 'Sections held open by this process');
    this.gauge('sockets', 'concordat_sockets', 'Open web sockets');
    this.gauge(
      'http.in_flight',
      'concordat_http_in_flight',
      'Requests not yet answered, live streams and long polls among them',
      'route',
    );
    this.gauge(
      'database.connections',
      'concordat_database_connections',
      'Connections by role and state',
      'pool',
    );
    for (const source of this.sources) this.watch(source);
  }

  /** The figures as text, and its media type. */
  async text(): Promise<{ readonly type: string; readonly body: string }> {
    return { type: this.registry.contentType, body: await this.registry.metrics() };
  }

  private gauge(reading: ReadingName, name: string, help: string, label?: string): void {
    const signals = this.signals;
    new Gauge({
      name,
      help,
      labelNames: label === undefined ? [] : [label],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [key, value] of Object.entries(signals.read(reading)))
          this.set(label === undefined ? {} : { [label]: key }, value);
      },
    });
  }

  /** Figures that are asked of the database: shared by all processes, and missing while it is away. */
  private watch(source: MetricSource): void {
    const log = this.log;
    const gauges = new Map(
      source.gauges.map(({ name, help, label }) => [
        name,
        {
          label,
          gauge: new Gauge({
            name,
            help,
            labelNames: label === undefined ? [] : [label],
            registers: [this.registry],
          }),
        },
      ]),
    );
    const first = gauges.get(source.gauges[0]?.name ?? '')?.gauge;
    if (!first) return;
    // prom-client asks each gauge; one question to the database answers for all of this source.
    Object.assign(first, {
      collect: async () => {
        for (const { gauge } of gauges.values()) gauge.reset();
        try {
          const found = await inTime(source.read());
          for (const { name, key, value } of found) {
            const known = gauges.get(name);
            known?.gauge.set(known.label === undefined ? {} : { [known.label]: key }, value);
          }
        } catch (error) {
          log.warn(
            `Figures of the database are missing: ${error instanceof Error ? error.message : String(error)}`,
          );
        }
      },
    });
  }
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A client may call its method anything; a label must not grow with that. */
const methodLabel = (method: string): string => (methods.has(method) ? method : 'other');

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
