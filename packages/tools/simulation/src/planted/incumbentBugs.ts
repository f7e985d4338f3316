import type { PlantedBug } from './plantedBug';

const BOOKING = 'core/order/src/booking.ts';
const ORDER = 'core/order/src/order.ts';
const LIMITS = 'core/order/src/limits.ts';
const HANDLE = 'stores/contract/src/handle.ts';

/** The incumbent's cases by their numbers. */
export const incumbentBugs: ReadonlyArray<PlantedBug> = [
  {
    name: 'each part rounded by itself',
    about: 'case 1: parts of 4 units at 17 less 3 do not sum to 65',
    file: BOOKING,
    piece: 'amountMinor: minus(bookedOn(open.progress, open.done), before),',
    instead: 'amountMinor: bookedOn(open.progress, units),',
    store: 'memory',
  },
  {
    name: 'half a cent dropped',
    about: 'case 2: 101 over 2 units is not 51 + 50',
    file: 'core/order/src/rounding.ts',
    piece: 'return twiceRest >= divisor;',
    instead: 'return twiceRest > divisor;',
    store: 'memory',
  },
  {
    name: 'a return uses up what may be invoiced',
    about: 'case 3: one unit invoiced and returned, then the other refused',
    file: 'core/order/src/state.ts',
    piece: `export const leftToInvoice = ({ line, invoicedUnits }: LineProgress): Units =>
  minusUnits(line.quantity, invoicedUnits);`,
    instead: `export const leftToInvoice = ({ line, invoicedUnits, returnedUnits }: LineProgress): Units =>
  minusUnits(minusUnits(line.quantity, invoicedUnits), returnedUnits);`,
    store: 'memory',
  },
  {
    name: 'lines known by their SKU',
    about: 'case 4: two lines with the same SKU share their units',
    file: ORDER,
    piece: `const progress = after[lineIndex];
      if (progress === undefined) continue;
      const { line, invoicedUnits, returnedUnits } = progress;
      after[lineIndex] =`,
    instead: `const named = after[lineIndex];
      const place = after.findIndex(({ line: { skuId } }) => skuId === named?.line.skuId);
      const progress = after[place];
      if (progress === undefined) continue;
      const { line, invoicedUnits, returnedUnits } = progress;
      after[place] =`,
    store: 'memory',
  },
  {
    name: 'a lost race written all the same',
    about: 'case 5: two invoices race for the last cent, and both win',
    file: HANDLE,
    piece: 'const outcome = await appendSurely(append, retry, patience)();',
    instead: `let outcome = await appendSurely(append, retry, patience)();
      if (outcome.type === 'RevisionConflict')
        outcome = await store.append(orderStream(orderId), outcome.actual, batch, {
          claims: claimsOf(scope)(events),
        })();`,
    store: 'memory',
  },
  {
    name: 'what was invoiced before is forgotten',
    about: 'case 6: an Output above what is left is accepted',
    file: LIMITS,
    piece: 'return valueMinor > remaining(order)',
    instead: 'return valueMinor > order.placed.valueMinor',
    store: 'memory',
  },
  {
    name: 'equal amounts taken for equal documents',
    about: 'case 7: the second of two equal returns is swallowed',
    file: ORDER,
    piece: '  if (accepted === undefined) return addNewDocument(command, order);',
    instead: `  const isKnown = Array.from(order.documents.values()).some(
    ({ documentType, data }) =>
      documentType === command.documentType && data.valueMinor === command.valueMinor,
  );
  if (accepted === undefined && isKnown) return ALREADY_SO;
  if (accepted === undefined) return addNewDocument(command, order);`,
    store: 'memory',
  },
  {
    name: 'numbers cut at a slash',
    about: 'case 8: the number 5/A is not known again',
    file: ORDER,
    piece: 'documents: new Map(documents).set(data.invoiceNumber, accepted),',
    instead:
      'documents: new Map(documents).set(data.invoiceNumber.split("/")[0] as never, accepted),',
    store: 'memory',
  },
  {
    name: 'shipping cannot come back',
    about: 'case 9: a return of an order with shipping is refused',
    file: LIMITS,
    piece: 'return valueMinor > returnable(order)',
    instead: `return valueMinor >
    order.placed.adjustments.reduce((left, a) => left - a.amountMinor, returnable(order) as number)`,
    store: 'memory',
  },
  {
    name: 'the list forgets returns',
    about: 'case 10: the list and the detail of an order disagree',
    file: 'core/projections/src/summary.ts',
    piece: "return withUnits(lines, 'returnedUnits', event.data);",
    instead: 'return lines;',
    store: 'memory',
  },
  {
    name: 'the first tracking ignored',
    about: 'case 11: the first news of a package is lost',
    file: ORDER,
    piece: 'return tellsSomething(news) ? [trackingUpdated(command, news)] : [];',
    instead: `return tellsSomething(news) && tellsSomething(known)
    ? [trackingUpdated(command, news)]
    : [];`,
    store: 'memory',
  },
  {
    name: 'free lines passed over',
    about: 'case 12: a line that costs nothing cannot be invoiced',
    file: BOOKING,
    piece: 'if (!Quantity.is(units)) continue;',
    instead: 'if (!Quantity.is(units) || open.progress.line.amountMinor === 0) continue;',
    store: 'memory',
  },
  {
    name: 'earlier dates rewritten',
    about: 'case 13: a partial invoice changes the date of the one before',
    file: ORDER,
    piece: 'documents: new Map(documents).set(data.invoiceNumber, accepted),',
    instead: `documents: new Map(
      Array.from(documents, ([number, document]) => [
        number,
        { ...document, data: { ...document.data, occurredAt: data.occurredAt } },
      ]),
    ).set(data.invoiceNumber, accepted),`,
    store: 'memory',
  },
  {
    name: 'rounded unit price times quantity',
    about: 'case 14: 179 over 3 units is booked as 180',
    file: BOOKING,
    piece: 'amountMinor: minus(bookedOn(open.progress, open.done), before),',
    instead:
      'amountMinor: (bookedOn(open.progress, Math.min(1, units) as never) * units) as never,',
    store: 'memory',
  },
];
