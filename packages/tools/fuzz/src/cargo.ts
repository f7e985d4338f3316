import { headersOf, JSON_TYPE } from './sender';
import { headBytes, type Asked, type Header, type Shot } from './shot';
import type { Chance } from './chance';

/** A good request, to be sent in ways in which nobody should send it. */
export interface Cargo extends Asked {
  readonly id: string;
  readonly body: Buffer;
}

/** How it is sent; what is left out is as with a good request. */
type Sent = Pick<Shot, 'pieces'> & Partial<Pick<Shot, 'asked' | 'ending' | 'readsLast'>>;
/** A production: draws one way of sending a cargo. */
export type DrawTransport = (chance: Chance, cargo: Cargo) => Sent;

/** What ends a line of a head. */
export const LINE = '\r\n';

/** A text, each character as one byte. */
export const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

/** The head that goes before the body of a cargo, with these headers besides. */
export const headOf = (cargo: Cargo, ...headers: ReadonlyArray<Header>): Buffer =>
  headBytes(cargo, [...headersOf(cargo.id), JSON_TYPE, ...headers]);

/** A cargo as it would be sent well, with these headers besides. */
export const whole = (cargo: Cargo, ...headers: ReadonlyArray<Header>): Buffer =>
  Buffer.concat([
    headOf(cargo, ...headers, ['Content-Length', cargo.body.length.toString()]),
    cargo.body,
  ]);
