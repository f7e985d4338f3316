import type { Cargo, DrawTransport } from './cargo';
import type { Chance } from './chance';
import { FRAMINGS } from './hostileFraming';
import { HEADS } from './hostileHeads';
import type { Shot } from './shot';

const TRANSPORTS = { ...FRAMINGS, ...HEADS };

const names = Object.keys(TRANSPORTS) as ReadonlyArray<keyof typeof TRANSPORTS>;

/** Draws a way in which nobody should send a request. */
export const drawTransport = (chance: Chance, cargo: Cargo): Shot => {
  const name = names[chance.between(0, names.length - 1)] ?? 'another protocol';
  const draw: DrawTransport = TRANSPORTS[name];
  const { method, target, id } = cargo;
  const sent = { asked: [{ method, target }], ending: 'wait' as const, ...draw(chance, cargo) };
  return { kind: 'hostile transport', name, id, ...sent };
};
