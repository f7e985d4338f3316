import { openReceivers, type Subscription } from './receivers';

/** What receivers in a process of their own are told to do. */
export type Order =
  | { readonly type: 'subscribe'; readonly to: Subscription }
  | { readonly type: 'join'; readonly count: number };

const TELL_MS = 200;

let receivers: ReturnType<typeof openReceivers> | undefined;

process.on('message', (order: Order) => {
  if (order.type === 'subscribe') receivers = openReceivers(order.to);
  else receivers?.join(order.count);
});
setInterval(() => {
  if (receivers !== undefined) process.send?.(receivers.standing());
}, TELL_MS);
process.on('disconnect', () => process.exit());
