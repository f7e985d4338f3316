import { ORDER_STREAM_PREFIX } from '@facture/contract';
import { Gauge } from 'prom-client';

import type { Ports } from '../ports';

/** How long ago the oldest event was recorded that is not sealed yet; 0 when there is none. */
const lagSeconds = async ({ store, sealedLog, now }: Ports): Promise<number> => {
  const size = sealedLog?.latest()?.size ?? 0;
  const after = sealedLog?.positionOf(size - 1);
  for await (const { recordedAt } of store.readAll({ after, prefix: ORDER_STREAM_PREFIX }))
    return Math.max(0, (now().getTime() - Date.parse(recordedAt)) / 1_000);
  return 0;
};

/** Adds what operators can count of sealing. Both are found out when they are asked for. */
export const addAuditMetrics = (ports: Ports): void => {
  const { metrics, sealedLog } = ports;
  if (sealedLog === undefined) return;
  const gauge = (name: string, help: string, find: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [metrics.registry],
      async collect() {
        try {
          this.set(await find());
        } catch {
          // What cannot be found out is not made up: the store is away, which others tell.
          this.reset();
        }
      },
    });
  gauge('facture_sealed_events', 'Events that the log has sealed.', () =>
    Promise.resolve(sealedLog.latest()?.size ?? 0),
  );
  gauge('facture_seal_lag_seconds', 'Age of the oldest event that is not sealed yet.', () =>
    lagSeconds(ports),
  );
};
