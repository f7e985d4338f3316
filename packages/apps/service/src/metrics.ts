import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What operators can count. No label carries anything of an order or a person. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly refusals: Counter<'code'>;
  readonly events: Counter<'type'>;
  readonly subscribers: Gauge;
  readonly quarantined: Gauge;
}

/** Makes the metrics of one service. Those of the process are told once per process. */
export const createMetrics = ({ ofProcess }: { readonly ofProcess: boolean }): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  if (ofProcess) collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'facture_http_request_duration_seconds',
      help: 'How long requests took.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    refusals: new Counter({
      name: 'facture_refusals_total',
      help: 'Requests that were refused, by error code.',
      labelNames: ['code'],
      registers,
    }),
    events: new Counter({
      name: 'facture_events_written_total',
      help: 'Events that were written, by type.',
      labelNames: ['type'],
      registers,
    }),
    subscribers: new Gauge({
      name: 'facture_subscribers',
      help: 'Open subscriptions.',
      registers,
    }),
    quarantined: new Gauge({
      name: 'facture_quarantined_streams',
      help: 'Orders whose totals stand still because an event of theirs cannot be read.',
      registers,
    }),
  };
};
