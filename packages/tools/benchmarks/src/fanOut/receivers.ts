import { connect, type Socket } from 'node:net';

import { frameReader, type Tally } from './frameReader';

/** What to subscribe to: an address, and the headers to send. */
export interface Subscription {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** How far some receivers are. */
export interface Standing {
  readonly connected: number;
  /** How often one came back after its connection had broken. */
  readonly returns: number;
  /** The events of all of them together. */
  readonly events: number;
  /** What they got, and how many got the same. */
  readonly tallies: ReadonlyArray<{ readonly tally: Tally; readonly receivers: number }>;
}

/** Subscribers who keep nothing of what they get. */
export interface Receivers {
  /** Lets so many more subscribe to everything from the beginning. */
  readonly join: (count: number) => void;
  readonly standing: () => Standing;
  readonly leave: () => Promise<void>;
}

const AT_ONCE = 20;
const PAUSE_MS = 10;
const COME_BACK_MS = 200;

interface Receiver {
  readonly tally: () => Tally;
  readonly isConnected: () => boolean;
  readonly returns: () => number;
  readonly leave: () => void;
}

/** Subscribes over a bare socket, and comes back whenever the connection breaks. */
const receive = ({ url, headers }: Subscription): Receiver => {
  const { hostname, port, pathname, host } = new URL(url);
  const reader = frameReader();
  let socket: Socket | undefined;
  let timer: NodeJS.Timeout | undefined;
  let connections = 0;
  let hasLeft = false;

  const subscribe = (): void => {
    const { last } = reader.tally();
    const lines = Object.entries({
      ...headers,
      Host: host,
      ...(last === '0' ? {} : { 'Last-Event-ID': last }),
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    const own = connect(Number(port), hostname);
    own.on('connect', () => {
      connections += 1;
      own.write(`GET ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`);
    });
    own.on('data', reader.take);
    // The end of the connection follows.
    own.on('error', () => undefined);
    own.on('close', () => {
      socket = undefined;
      reader.breakOff();
      if (!hasLeft) timer = setTimeout(subscribe, COME_BACK_MS * (1 + Math.random()));
    });
    socket = own;
  };

  subscribe();
  return {
    tally: reader.tally,
    isConnected: () => socket?.readyState === 'open',
    returns: () => Math.max(0, connections - 1),
    leave: () => {
      hasLeft = true;
      clearTimeout(timer);
      socket?.destroy();
    },
  };
};

/** Opens receivers in this process. */
export const openReceivers = (subscription: Subscription): Receivers => {
  const receivers: Array<Receiver> = [];
  let due = 0;
  const joining = setInterval(() => {
    for (let count = Math.min(AT_ONCE, due); count > 0; count--) {
      receivers.push(receive(subscription));
      due -= 1;
    }
  }, PAUSE_MS);

  return {
    join: (count) => {
      due += count;
    },
    standing: () => {
      const byTally = Map.groupBy(receivers, ({ tally }) => JSON.stringify(tally()));
      return {
        connected: receivers.filter(({ isConnected }) => isConnected()).length,
        returns: receivers.reduce((sum, { returns }) => sum + returns(), 0),
        events: receivers.reduce((sum, { tally }) => sum + tally().events, 0),
        tallies: Array.from(byTally, ([tally, same]) => ({
          tally: JSON.parse(tally) as Tally,
          receivers: same.length,
        })),
      };
    },
    leave: () => {
      clearInterval(joining);
      for (const { leave } of receivers) leave();
      return Promise.resolve();
    },
  };
};
