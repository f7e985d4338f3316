import { headOf, latin, LINE, whole, type DrawTransport } from './cargo';
import type { Chance } from './chance';
import { headersOf, JSON_TYPE } from './sender';
import { requestBytes, type Asked, type Header } from './shot';
import { edgyText } from './texts';

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

/** The grammar of heads that are none, and of what hardly is HTTP. */
export const HEADS = {
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
} as const satisfies Readonly<Record<string, DrawTransport>>;
