import { parseArgs } from 'node:util';

import { numberFrom } from '../numberFrom';

/** How large a trial of the fan-out is. */
export interface FanOutOptions {
  readonly subscribers: number;
  readonly events: number;
  readonly json?: string;
}

export const FAN_OUT_USAGE = `pnpm fan-out [options]

Sends events to a service, starts it anew halfway, and counts what its subscribers get: each must get
every event once, in order. Service and subscribers are processes of their own.

  --subscribers N  who subscribe at the same time (1000)
  --events N       events that are sent (10000)
  --json FILE      writes the outcome to a file as well
  --help           prints this
`;

/** Reads the command line; undefined asks for help. Throws on what it does not know. */
export const readFanOutOptions = (args: ReadonlyArray<string>): FanOutOptions | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      subscribers: { type: 'string', default: '1000' },
      events: { type: 'string', default: '10000' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    subscribers: numberFrom(1, 'subscribers', values.subscribers),
    events: numberFrom(1, 'events', values.events),
    ...(values.json === undefined ? {} : { json: values.json }),
  };
};
