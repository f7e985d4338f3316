import { absurd } from 'fp-ts/function';

import type { TotalsMessage } from './totalsFeed';

/** The first words of a stream: how long to wait before coming back. */
export const GREETING = Buffer.from('retry: 1000\n\n');

/** A sign of life: a comment, which no reader takes for an event. */
export const SIGN_OF_LIFE = Buffer.from(': alive\n\n');

const dataOf = (message: TotalsMessage): object => {
  const position = message.position?.toString() ?? null;
  switch (message.type) {
    case 'totals':
      return message.totals;
    case 'quarantined':
      return { position, stream: message.stream };
    case 'caught-up':
      return { position };
    default:
      return absurd(message);
  }
};

/** Writes a message as a server-sent event, whose id is its position. */
export const frameOf = (message: TotalsMessage): Buffer => {
  const id = message.position === undefined ? '' : `id: ${message.position.toString()}\n`;
  return Buffer.from(`${id}event: ${message.type}\ndata: ${JSON.stringify(dataOf(message))}\n\n`);
};
