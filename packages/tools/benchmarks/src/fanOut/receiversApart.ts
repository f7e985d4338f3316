import { fork } from 'node:child_process';
import { once } from 'node:events';

import type { Receivers, Standing, Subscription } from './receivers';
import type { Order } from './receiversProcess';

/** Opens receivers in a process of their own, so that they do not take the time of who measures. */
export const openReceiversApart = (subscription: Subscription): Receivers => {
  const child = fork(require.resolve('./receiversProcess'));
  const exited = once(child, 'exit');
  let standing: Standing = { connected: 0, returns: 0, events: 0, tallies: [] };
  child.on('message', (told) => {
    standing = told as Standing;
  });
  const send = (order: Order) => child.send(order);
  send({ type: 'subscribe', to: subscription });
  return {
    join: (count) => {
      send({ type: 'join', count });
    },
    standing: () => standing,
    leave: async () => {
      child.disconnect();
      await exited;
    },
  };
};
