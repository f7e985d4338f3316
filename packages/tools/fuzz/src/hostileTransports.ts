import type { Chance } from './chance';
import { headersOf, JSON_TYPE } from './sender';
import { headBytes, requestBytes, type Asked, type Header, type Shot } from './shot';
import { edgyText } from './texts';

/** A good request, to be sent in ways in which nobody should send it. */
export interface Cargo extends Asked {
  readonly id: string;
  readonly body: Buffer;
}

type Sent = Pick<Shot, 'pieces'> & Partial<Pick<Shot, 'asked' | 'ending'>>;
type Draw = (chance: Chance, cargo: Cargo) => Sent;

const LINE = '\r\n';
const CHUNKED: Header = ['Transfer-Encoding', 'chunked'];

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

/** The head that goes before the body of a cargo, with these headers besides. */
const headOf = (cargo: Cargo, ...headers: ReadonlyArray<Header>): Buffer =>
  headBytes(cargo, [...headersOf(cargo.id), JSON_TYPE, ...headers]);

const whole = (cargo: Cargo, ...headers: ReadonlyArray<Header>): Buffer =>
  Buffer.concat([
    headOf(cargo, ...headers, ['Content-Length', cargo.body.length.toString()]),
    cargo.body,
  ]);

const chunk = (bytes: Buffer, size = bytes.length.toString(16)): Buffer =>
  Buffer.concat([latin(`${size}${LINE}`), bytes, latin(LINE)]);

const LAST_CHUNK = latin(`0${LINE}${LINE}`);

const cut = (bytes: Buffer, chance: Chance, most: number): ReadonlyArray<Buffer> => {
  const length = Math.max(1, Math.ceil(bytes.length / chance.between(2, most)));
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );
};

const asking = (id: string, asked: Asked): Buffer =>
  requestBytes({ ...asked, headers: headersOf(id) });

const LIVE: Asked = { method: 'GET', target: '/health/live' };

const oddTargets = (chance: Chance): string =>
  chance.pick([
    '/%',
    '/api/orders/%zz/totals',
    '/api/orders/%c0%af/totals',
    '/api/orders/%00/totals',
    '/api/orders/%ff/totals',
    '/api/orders/%25252e/totals',
    '//api//orders',
    '/api/../api/orders',
    '/./api/orders',
    '/api/orders/',
    '/API/ORDERS',
    '/api/orders;x=1',
    '/api/orders?%',
    '/api/orders?limit=1&limit=2',
    '/api/orders?limit[]=1&__proto__[x]=1&constructor=1',
    '/api/orders?limit=%00',
    '/api/orders#fragment',
    'http://127.0.0.1/api/orders',
    'http://elsewhere.example:99999/api/orders',
    'https://[::1/x',
    '*',
    '/\\..\\api',
    '/assets/../../package.json',
    '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
    '/orders/%2e%2e%2f',
    '/docs/../keys.json',
    `/api/orders/${'a'.repeat(chance.pick([4_000, 5_000, 15_000]))}/totals`,
    `/api/orders?limit=${'1'.repeat(chance.pick([1_000, 15_000]))}`,
    `/${encodeURIComponent(edgyText(chance))}`,
  ]);

/** The grammar of what is no proper HTTP, or hardly. */
export const TRANSPORTS = {
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
  'many headers': (chance, cargo) => {
    const flood = Array.from({ length: chance.pick([100, 1_000, 3_000]) }, (_, at): Header => [
      `X-${at.toString()}`,
      'x',
    ]);
    return { pieces: [whole(cargo, ...flood)], ending: 'half-close' };
  },
  'a long header': (chance, cargo) => ({
    pieces: [
      whole(cargo, [
        chance.pick(['X-Request-Id', 'X-VTEX-API-AppToken', 'Accept', 'Cookie', 'Last-Event-ID']),
        'x'.repeat(chance.pick([600, 10_000, 20_000, 100_000])),
      ]),
    ],
    ending: 'half-close',
  }),
  'a header that is none': (chance, cargo) => ({
    pieces: [
      Buffer.concat([
        headOf(cargo).subarray(0, -LINE.length),
        latin(
          chance.pick([
            'no colon',
            ': no name',
            'X-Space : x',
            ' folded: x',
            'X-Nul: \u0000',
            'X-Bare: a\nX-Other: b',
            'X-Return: a\rb',
            'X-É: x',
            'X-High: \u00FF\u0080',
            'Connection: close, x-vtex-api-apptoken',
            'Upgrade: websocket\r\nConnection: Upgrade',
            'Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: x',
            'Host: another',
            'X-VTEX-API-AppKey: twice',
            'Content-Type: text/plain',
            '__proto__: x\r\nconstructor: y',
          ]),
        ),
        latin(`${LINE}Content-Length: ${cargo.body.length.toString()}${LINE}${LINE}`),
        cargo.body,
      ]),
    ],
    ending: 'half-close',
  }),
  'no host': (_chance, cargo) => ({
    pieces: [requestBytes({ ...cargo, headers: [...headersOf(cargo.id).slice(1), JSON_TYPE] })],
    ending: 'wait',
  }),
  'an expectation': (chance, cargo) => ({
    pieces: [whole(cargo, ['Expect', chance.pick(['100-continue', '200-maybe', ''])])],
    ending: 'wait',
  }),
  'an odd target': (chance, cargo) => {
    const asked = {
      method: chance.pick(['GET', 'GET', 'HEAD', 'POST']),
      target: oddTargets(chance),
    };
    return { asked: [asked], pieces: [asking(cargo.id, asked)], ending: 'wait' };
  },
  'a target that cannot be one': (chance, cargo) => {
    const target = chance.pick([
      '',
      'api/orders',
      '/a b',
      '/\u00E9\u00FF',
      '/\u0001',
      '/a\tb',
      `/${'x'.repeat(20_000)}`,
    ]);
    return {
      asked: [],
      pieces: [asking(cargo.id, { method: 'GET', target })],
      ending: 'half-close',
    };
  },
  'an odd method': (chance, cargo) => {
    const method = chance.pick([
      'DELETE',
      'OPTIONS',
      'TRACE',
      'PROPFIND',
      'SEARCH',
      'QUERY',
      'MKCOL',
      'HEAD',
      'PATCH',
      'PUT',
    ]);
    const asked = { method, target: cargo.target };
    return { asked: [asked], pieces: [asking(cargo.id, asked)], ending: 'wait' };
  },
  'a method that is none': (chance, cargo) => ({
    asked: [],
    pieces: [
      asking(cargo.id, {
        method: chance.pick(['get', 'BREW', '', 'CONNECT', 'G\u00C9T', 'X'.repeat(10_000), 'PRI']),
        target: cargo.target,
      }),
    ],
    ending: 'half-close',
  }),
  'another version': (chance, cargo) => ({
    asked: [LIVE],
    pieces: [
      latin(
        asking(cargo.id, LIVE)
          .toString('latin1')
          .replace(
            'HTTP/1.1',
            chance.pick([
              'HTTP/1.0',
              'HTTP/0.9',
              'HTTP/2.0',
              'HTTP/1.2',
              'HTTP/1.1 x',
              'http/1.1',
              '',
            ]),
          ),
      ),
    ],
    ending: 'half-close',
  }),
  'another protocol': (chance) => ({
    asked: [],
    pieces: [
      chance.pick([
        latin('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
        Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]),
        latin('GET /\r\n'),
        latin('\r\n\r\n\r\n'),
        latin('\u0000'.repeat(100)),
        Buffer.from(Array.from({ length: chance.between(1, 300) }, () => chance.between(0, 255))),
      ]),
    ],
    ending: 'half-close',
  }),
  pipelining: (chance, cargo) => {
    const asked = Array.from({ length: chance.between(2, 8) }, () =>
      chance.pick([
        LIVE,
        { method: 'GET', target: '/api/orders?limit=1' },
        { method: 'GET', target: '/api/audit/proofs/inclusion?position=x' },
        { method: 'DELETE', target: '/api/orders' },
      ]),
    );
    return {
      asked: [...asked, cargo],
      pieces: [
        Buffer.concat([
          ...asked.map((each, at) => asking(`${cargo.id}.${at.toString()}`, each)),
          whole(cargo),
        ]),
      ],
      ending: 'wait',
    };
  },
  'something good before something bad': (_chance, cargo) => ({
    pieces: [Buffer.concat([whole(cargo), latin('BAD\r\n\r\n')])],
    ending: 'half-close',
  }),
} as const satisfies Readonly<Record<string, Draw>>;

const names = Object.keys(TRANSPORTS) as ReadonlyArray<keyof typeof TRANSPORTS>;

/** Draws a way in which nobody should send a request. */
export const drawTransport = (chance: Chance, cargo: Cargo): Shot => {
  const name = names[chance.between(0, names.length - 1)] ?? 'another protocol';
  const draw: Draw = TRANSPORTS[name];
  const { method, target, id } = cargo;
  const sent = { asked: [{ method, target }], ending: 'wait' as const, ...draw(chance, cargo) };
  return { kind: 'hostile transport', name, id, ...sent };
};
