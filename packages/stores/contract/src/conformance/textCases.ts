import assert from 'node:assert/strict';

import type { EventToAppend } from '../eventStore';
import { anEvent, append, appended, asWritten, collect, writesNothing } from './given';
import { onStore } from './harness';

const MEBIBYTE = 2 ** 20;

const TEXTS: Readonly<Record<string, string>> = {
  'white space': '{ "a" :\t1 ,\n  "b":[ 1,2 ]\r\n}  ',
  'the order of keys': '{"b":1,"a":2,"10":3,"2":4}',
  'keys that come twice': '{"a":1,"a":2}',
  'spellings of numbers': '[1.0, 1e3, -0, 0.10, 9007199254740993, 1E-7]',
  escapes: '{"a":"\\u00e9\\/\\n\\ud83e\\uddfe","\\u0061":"\\u0000"}',
  'escaped halves of pairs': '["\\ud800","\\udfff"]',
  'any script': '{"número":"é e\u0301 中文 العربية 🧾 \u{10ffff} \u2028 \u200d \ufeff"}',
  'names of prototypes': '{"__proto__":{"a":1},"constructor":null}',
  'no object': '"text"',
  'quotes of SQL': '{"a":"\'); drop table events; --"}',
};

const HALF_PAIRS = ['\ud800', 'a\udc00', '\udfff\ud800'];
const NO_JSON = ['', ' ', '{', '{"a":1}}', "{'a':1}", 'undefined', '\ufeff{}', '{"a":"\n"}', 'NaN'];

/** The bytes of events: given back as they came, or refused. */
export const textCases = [
  ...Object.entries(TEXTS).map(([what, text]) =>
    onStore(`the bytes of an event are kept exactly: ${what}`, async (store) => {
      const event = anEvent({ data: text, metadata: text });
      await appended(store, 's-1', 'no-stream', [event]);
      assert.deepEqual((await collect(store.read('s-1'))).map(asWritten), [asWritten(event)]);
      assert.deepEqual((await collect(store.readAll())).map(asWritten), [asWritten(event)]);
    }),
  ),

  onStore('an event of one mebibyte is kept exactly', async (store) => {
    const text = 'é🧾"\\'.repeat(MEBIBYTE / 16);
    const data = JSON.stringify(text);
    const event = anEvent({ data: `${data}${' '.repeat(MEBIBYTE - Buffer.byteLength(data))}` });
    assert.equal(Buffer.byteLength(event.data), MEBIBYTE);
    await appended(store, 's-1', 'no-stream', [event]);
    assert.deepEqual((await collect(store.read('s-1'))).map(asWritten), [asWritten(event)]);
  }),

  onStore('types and schema versions are kept exactly', async (store) => {
    const events = ['OrderPlaced', 'orderplaced', 'Açaí 🧾', "O'Brien"].map((type, index) =>
      anEvent({ type, schemaVersion: 10 ** index }),
    );
    for (const [index, event] of events.entries())
      await appended(store, 's-1', index === 0 ? 'no-stream' : index - 1, [event]);
    assert.deepEqual((await collect(store.read('s-1'))).map(asWritten), events.map(asWritten));
  }),

  onStore('text with half of a surrogate pair is refused as Fatal', async (store) => {
    for (const half of HALF_PAIRS) {
      const changes: ReadonlyArray<Partial<EventToAppend>> = [
        { data: `"${half}"` },
        { metadata: `"${half}"` },
        { type: half },
      ];
      for (const change of changes)
        assert.equal((await append(store, 's-1', 'no-stream', [anEvent(change)])).type, 'Fatal');
      assert.equal((await append(store, `s-${half}`, 'no-stream', [anEvent()])).type, 'Fatal');
      assert.equal((await append(store, 's-1', 'no-stream', [anEvent()], [half])).type, 'Fatal');
    }
    assert.equal(await store.head(), undefined);
  }),

  onStore('data and metadata that are no JSON are refused as Fatal', async (store) => {
    for (const text of NO_JSON)
      for (const change of [{ data: text }, { metadata: text }]) {
        const outcome = await writesNothing(store, () =>
          append(store, 's-1', 'no-stream', [anEvent(), anEvent(change)]),
        );
        assert.equal(outcome.type, 'Fatal', JSON.stringify(change));
      }
  }),

  onStore('empty names and ids that are no UUID are refused as Fatal', async (store) => {
    const changes = [
      { id: '' },
      { id: 'event-1' },
      { id: anEvent().id.toUpperCase().replace(/^./, 'A') },
      { type: '' },
      { schemaVersion: 0 },
      { schemaVersion: 1.5 },
    ];
    for (const change of changes)
      assert.equal((await append(store, 's-1', 'no-stream', [anEvent(change)])).type, 'Fatal');
    assert.equal((await append(store, '', 'no-stream', [anEvent()])).type, 'Fatal');
    assert.equal((await append(store, 's-1', 'no-stream', [anEvent()], [''])).type, 'Fatal');
    assert.equal(await store.head(), undefined);
  }),
];
