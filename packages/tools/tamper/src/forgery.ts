import type { Envelope } from '@facture/proofs';

import type { Chance } from './chance';

type Data = Readonly<Record<string, unknown>>;

const later = (instant: string): string => new Date(Date.parse(instant) + 1).toISOString();

const withData = (envelope: Envelope, change: (data: Data) => Data): Envelope => ({
  ...envelope,
  data: JSON.stringify(change(JSON.parse(envelope.data) as Data)),
});

/** What somebody might change in an event so that it still reads well. */
const changes: ReadonlyArray<(envelope: Envelope) => Envelope> = [
  (envelope) => ({
    ...envelope,
    id: envelope.id.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
  }),
  (envelope) => ({ ...envelope, recordedAt: later(envelope.recordedAt) }),
  (envelope) => ({ ...envelope, metadata: '{"$correlationId":"forged"}' }),
  (envelope) =>
    withData(envelope, (data) => ({ ...data, occurredAt: later(String(data['occurredAt'])) })),
  (envelope) =>
    withData(envelope, (data) => {
      const { valueMinor } = data;
      return typeof valueMinor === 'number' && valueMinor > 1
        ? { ...data, valueMinor: valueMinor - 1 }
        : { ...data, occurredAt: later(String(data['occurredAt'])) };
    }),
];

/** Changes an event a little. */
export const forged = (envelope: Envelope, chance: Chance): Envelope =>
  chance.pick(changes)(envelope);

/** Takes what an event says away, and leaves the rest of it. */
export const redacted = (envelope: Envelope, chance: Chance): Envelope => ({
  ...envelope,
  data: chance.pick(['', '{}', 'null', '"redacted"']),
});
