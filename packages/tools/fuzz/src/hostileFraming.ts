import { headOf, latin, LINE, whole, type DrawTransport } from './cargo';
import type { Chance } from './chance';
import type { Header } from './shot';

const CHUNKED: Header = ['Transfer-Encoding', 'chunked'];

const chunk = (bytes: Buffer, size = bytes.length.toString(16)): Buffer =>
  Buffer.concat([latin(`${size}${LINE}`), bytes, latin(LINE)]);

const PIECE = Buffer.alloc(262_144, ' ');

const LAST_CHUNK = latin(`0${LINE}${LINE}`);

const cut = (bytes: Buffer, chance: Chance, most: number): ReadonlyArray<Buffer> => {
  const length = Math.max(1, Math.ceil(bytes.length / chance.between(2, most)));
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );
};

/** The grammar of bodies that do not end where they say, or when they should. */
export const FRAMINGS = {
  'a bad chunk': (chance, cargo) => ({
    pieces: [
      headOf(cargo, CHUNKED),
      chunk(
        cargo.body,
        chance.pick(['zz', '-5', '', ' ', '0x10', 'FFFFFFFFFFFFFFFFF', '7fffffff', '1;', '1 1']),
      ),
      LAST_CHUNK,
    ],
    ending: 'half-close',
  }),
  'many chunks': (chance, cargo) => ({
    pieces: [
      headOf(cargo, CHUNKED),
      Buffer.concat(cut(cargo.body, chance, 200).map((bytes) => chunk(bytes))),
      LAST_CHUNK,
    ],
    ending: 'wait',
  }),
  'chunks that break off': (chance, cargo) => ({
    pieces: [
      headOf(cargo, CHUNKED),
      chunk(cargo.body.subarray(0, chance.between(1, cargo.body.length))),
    ],
    ending: chance.pick(['half-close', 'abort']),
  }),
  'long chunk extensions and trailers': (chance, cargo) => ({
    pieces: [
      headOf(cargo, CHUNKED),
      chunk(
        cargo.body,
        `${cargo.body.length.toString(16)};${'e'.repeat(chance.pick([1, 1_000, 20_000]))}`,
      ),
      latin(`0${LINE}Content-Length: 5${LINE}X-VTEX-API-AppKey: other${LINE}${LINE}`),
    ],
    ending: 'half-close',
  }),
  'two lengths': (chance, cargo) => ({
    pieces: [
      headOf(
        cargo,
        ['Content-Length', cargo.body.length.toString()],
        chance.pick([CHUNKED, ['Content-Length', '5'], ['Content-Length', '0, 5']]),
      ),
      Buffer.concat([LAST_CHUNK, cargo.body]),
    ],
    ending: 'half-close',
  }),
  'no length': (chance, cargo) => ({
    pieces: [
      headOf(cargo, [
        'Content-Length',
        chance.pick(['-1', '+5', 'x', '', '1e3', '0x10', '99999999999999999999', '5 5', '١']),
      ]),
      cargo.body,
    ],
    ending: 'half-close',
  }),
  'a length that is too small': (chance, cargo) => ({
    pieces: [
      headOf(cargo, ['Content-Length', chance.between(0, cargo.body.length - 1).toString()]),
      cargo.body,
    ],
    ending: 'half-close',
  }),
  'a length that is too large': (chance, cargo) => ({
    pieces: [
      headOf(cargo, [
        'Content-Length',
        chance
          .pick([cargo.body.length + 1, 1_048_576, 1_048_577, 9_007_199_254_740_991])
          .toString(),
      ]),
      cargo.body,
    ],
    ending: chance.pick(['half-close', 'abort']),
  }),
  'a body far above the limit': (chance, cargo) => {
    const body = Array.from({ length: chance.pick([8, 12, 32]) }, () => PIECE);
    const length = (body.length * PIECE.length).toString();
    return {
      pieces: chance.onceIn(2)
        ? [headOf(cargo, ['Content-Length', length]), ...body]
        : [headOf(cargo, CHUNKED), ...body.map((bytes) => chunk(bytes)), LAST_CHUNK],
      readsLast: true,
    };
  },
  'an odd transfer encoding': (chance, cargo) => ({
    pieces: [
      headOf(cargo, [
        'Transfer-Encoding',
        chance.pick([
          'identity',
          'gzip, chunked',
          'chunked, chunked',
          'xchunked',
          'chunked, x',
          '',
        ]),
      ]),
      chunk(cargo.body),
      LAST_CHUNK,
    ],
    ending: 'half-close',
  }),
  'a slow sender': (chance, cargo) => ({
    pieces: cut(whole(cargo), chance, 6),
    ending: 'wait',
  }),
  'a sender who stops': (chance, cargo) => ({
    pieces: [whole(cargo).subarray(0, chance.between(0, whole(cargo).length - 1))],
    ending: chance.pick(['half-close', 'abort']),
  }),
  'a sender who leaves': (_chance, cargo) => ({ pieces: [whole(cargo)], ending: 'abort' }),
  'a sender who says no more': (_chance, cargo) => ({
    pieces: [whole(cargo)],
    ending: 'half-close',
  }),
} as const satisfies Readonly<Record<string, DrawTransport>>;
