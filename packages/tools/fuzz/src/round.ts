import { chanceOf, type Chance } from './chance';
import type { OpenApiDocument } from './document';
import { drawDocumented } from './documented';
import { spoil } from './hostileBodies';
import { drawTransport } from './hostileTransports';
import { headersOf } from './sender';
import { singleShot, type Shot } from './shot';
import { drawGood, drawOrder, goodShot, WRITINGS, type Order } from './stories';

/** How many requests make a round. */
export const SHOTS_PER_ROUND = 50;

const WRITING_NAMES = Object.keys(WRITINGS) as ReadonlyArray<keyof typeof WRITINGS>;

const drawHostileBody = (chance: Chance, order: Order, id: string): Shot => {
  const draw = WRITINGS[WRITING_NAMES[chance.between(0, WRITING_NAMES.length - 1)] ?? 'notify'];
  const { method, target, body } = draw(chance, order);
  const { name, ...spoilt } = spoil(body.toString(), chance);
  return singleShot('hostile body', name, id, {
    method,
    target,
    headers: [...headersOf(id), ...spoilt.headers],
    body: spoilt.body,
  });
};

const drawHostileTransport = (chance: Chance, order: Order, id: string): Shot => {
  const { method, target, body } = chance.onceIn(2)
    ? WRITINGS.notify(chance, order)
    : WRITINGS.track(chance, order);
  return drawTransport(chance, { method, target, id, body });
};

/**
 * Draws the requests of a round, on two orders that only this round knows. The same seed and round
 * draw the same requests, whatever was answered.
 */
export const drawRound = (
  document: OpenApiDocument,
  seed: number,
  round: number,
): ReadonlyArray<Shot> => {
  const chance = chanceOf(seed, round);
  const name = `f${seed.toString()}-${round.toString()}`;
  const orders = [drawOrder(chance, `${name}-a`), drawOrder(chance, `${name}-b`)] as const;
  // They share a seller, so that a number can stand on the other order.
  const [one, other] = [orders[0], { ...orders[1], seller: orders[0].seller }] as const;
  const orderIds = [one.orderId, other.orderId] as const;
  return Array.from({ length: SHOTS_PER_ROUND }, (_, at) => {
    const id = `${name}.${at.toString()}`;
    const order = chance.pick([one, one, other]);
    if (at === 0) return goodShot('place', WRITINGS.place(chance, one), id);
    if (at === 1) return goodShot('place', WRITINGS.place(chance, other), id);
    const draw = chance.pick([
      drawGood,
      drawGood,
      drawHostileBody,
      drawHostileTransport,
      (_chance: Chance, _order: Order, ownId: string) =>
        drawDocumented(document, chance, orderIds, ownId),
    ]);
    return draw(chance, order, id);
  });
};
