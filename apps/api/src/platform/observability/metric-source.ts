/** Where features put figures that they know: `{ provide: METRIC_SOURCES, ... }` in the health module. */
export const METRIC_SOURCES = Symbol('metric sources');

/** One figure, by what it is of. */
export interface MetricValue {
  readonly name: string;
  /** The value of the gauge's label; '' where it has none. */
  readonly key: string;
  readonly value: number;
}

/** Gauges that are read together when somebody asks for figures. */
export interface MetricSource {
  readonly gauges: readonly { readonly name: string; readonly help: string; readonly label?: string }[];
  read(): Promise<readonly MetricValue[]>;
}
