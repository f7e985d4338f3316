import * as fc from 'fast-check';

import { CommandId, InvoiceNumber, OrderId, Receipt, SellerId, SkuId, Timestamp } from '../ids';
import { Currency } from '../money';

/** Any short text, empty, quoted and of any script among them. Shrinks to the empty text. */
export const anyText = (): fc.Arbitrary<string> =>
  fc.oneof(
    { withCrossShrink: true },
    fc.constantFrom('', 'São Paulo', '"\\\n', '日本', '📦'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );

/** Any text or none. Shrinks to null. */
export const anyTextOrNone = (): fc.Arbitrary<string | null> => fc.option(anyText());

const anyPlainName = (...known: ReadonlyArray<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constantFrom(...known), weight: 3 },
    { arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), weight: 1 },
  );

/** Any order id. Shrinks to `00-v5195004lux-01`. */
export const anyOrderId = (): fc.Arbitrary<OrderId> =>
  anyPlainName('00-v5195004lux-01', '00-v5195004lux-02', 'SLR-507/1').filter(OrderId.is);

/** Any seller id, often one of two. Shrinks to `1`. */
export const anySellerId = (): fc.Arbitrary<SellerId> =>
  anyPlainName('1', 'lux').filter(SellerId.is);

/** Any SKU id, often one of three, so that lines share them. Shrinks to `345117`. */
export const anySkuId = (): fc.Arbitrary<SkuId> =>
  anyPlainName('345117', '345118', 'a b').filter(SkuId.is);

/** Any invoice number, with slash, hash, percent sign and space among them. Shrinks to `1`. */
export const anyInvoiceNumber = (): fc.Arbitrary<InvoiceNumber> =>
  anyPlainName('1', 'NFe-00001', 'A/1', 'A#1', '50%', '№ 7', 'ação').filter(InvoiceNumber.is);

/** Any command id, a UUID. Shrinks to smaller digits. */
export const anyCommandId = (): fc.Arbitrary<CommandId> => fc.uuid().filter(CommandId.is);

/** Any receipt. Shrinks to zeros. */
export const anyReceipt = (): fc.Arbitrary<Receipt> =>
  fc
    .bigInt({ min: 0n, max: 2n ** 128n - 1n })
    .map((n) => n.toString(16).padStart(32, '0'))
    .filter(Receipt.is);

/** Any instant from 2013 to 2033. Shrinks to the first of them. */
export const anyTimestamp = (): fc.Arbitrary<Timestamp> =>
  fc
    .integer({ min: Date.UTC(2013, 10, 21), max: Date.UTC(2033, 10, 21) })
    .map((ms) => new Date(ms).toISOString())
    .filter(Timestamp.is);

const CURRENCIES: ReadonlyArray<string> = ['BRL', 'EUR', 'JPY'];

/** Any currency. Shrinks to `BRL`. */
export const anyCurrency = (): fc.Arbitrary<Currency> =>
  fc.constantFrom(...CURRENCIES).filter(Currency.is);
