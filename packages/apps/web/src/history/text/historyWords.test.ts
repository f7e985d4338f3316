import type { AmountMinor } from '@facture/order';
import type { HistoryFact } from '@facture/projections';
import { describe, expect, it } from '@jest/globals';

import { inEnglish } from './inEnglish';
import { inPortuguese } from './inPortuguese';
import type { HistoryWords, News } from './historyWords';
import { tell } from './tell';

/** The path to each text of the words. */
const pathsOf = (words: object, path = ''): ReadonlyArray<string> =>
  Object.entries(words).flatMap(([name, said]: [string, unknown]) =>
    typeof said === 'object' && said !== null
      ? pathsOf(said, `${path}.${name}`)
      : [`${path}.${name}`],
  );

const fact = (type: HistoryFact['type'], parameters: object) =>
  ({ type, parameters }) as unknown as HistoryFact;
const amount = (amountMinor: AmountMinor): string => `$${amountMinor}`;
const told = (words: HistoryWords, type: HistoryFact['type'], parameters: object): string =>
  tell(words, fact(type, parameters), amount);

const nothing: News = {
  invoiceNumber: 'A/1' as News['invoiceNumber'],
  courier: null,
  trackingNumber: null,
  trackingUrl: null,
  dispatchedDate: null,
  isDelivered: null,
  deliveredDate: null,
  checkpoints: [],
};
const checkpoint = {} as News['checkpoints'][number];

describe('the words of a history', () => {
  it('are there in both languages', () => {
    expect(pathsOf(inPortuguese)).toEqual(pathsOf(inEnglish));
  });

  it.each([
    ['OrderPlaced', { valueMinor: 601, units: 2 }, 'Order placed: $601, 2 units'],
    [
      'InvoiceAdded',
      { invoiceNumber: 'A/1', valueMinor: 303, units: 1 },
      'Invoice A/1: $303, 1 unit',
    ],
    [
      'ReturnInvoiced',
      { invoiceNumber: 'R', valueMinor: 9, units: 0 },
      'Return R: $9, no items named',
    ],
  ] as const)('say what an %s is', (type, parameters, sentence) => {
    expect(told(inEnglish, type, parameters)).toBe(sentence);
    expect(told(inPortuguese, type, parameters)).not.toBe(sentence);
  });

  it.each([
    [{}, 'Package of invoice A/1', 'Pacote da nota A/1'],
    [
      { courier: 'Post', trackingNumber: 'T-1', dispatchedDate: '2026-02-01' },
      'Package of invoice A/1, with Post, number T-1, dispatched on 2026-02-01',
      'Pacote da nota A/1, por Post, número T-1, despachado em 2026-02-01',
    ],
    [
      { isDelivered: true, deliveredDate: '2026-02-03' },
      'Package of invoice A/1, delivered, on 2026-02-03',
      'Pacote da nota A/1, entregue, em 2026-02-03',
    ],
    [
      { isDelivered: false, checkpoints: [checkpoint, checkpoint] },
      'Package of invoice A/1, not delivered, 2 new stops',
      'Pacote da nota A/1, não entregue, 2 novas paradas',
    ],
  ])('say the news %j of a package', (news, english, portuguese) => {
    const parameters = { ...nothing, ...news };
    expect(told(inEnglish, 'TrackingUpdated', parameters)).toBe(english);
    expect(told(inPortuguese, 'TrackingUpdated', parameters)).toBe(portuguese);
  });

  it('say what is known of a package by now', () => {
    const known = { ...nothing, courier: 'Post', checkpoints: [checkpoint] };
    expect(inEnglish.package(known)).toBe('with Post, 1 stop');
    expect(inPortuguese.package(known)).toBe('por Post, 1 parada');
    expect(inEnglish.package(nothing)).toBe('');
  });
});
