import { absurd } from 'fp-ts/function';
import type { FieldDifference, LineIndex, Money, SkuId } from '@facture/order';
import { readableAmount } from '@facture/projections';

import { expectations } from './expectations';
import { shortened, type FieldProblem } from './fields';
import { documentLimits, type JsonError } from './json';
import { notificationField, orderField } from './platformFields';
import type { Refusal } from './refusal';

const MAX_NAMED = 10;

/** Tells the first few of what may be thousands: the others are not even put into words. */
const listed = <A>(
  parts: ReadonlyArray<A>,
  textOf: (part: A) => string,
  separator: string,
): string => {
  const named = parts.slice(0, MAX_NAMED).map(textOf);
  const others = parts.length - named.length;
  return [...named, ...(others > 0 ? [`and ${others} more`] : [])].join(separator);
};

const problemText = ({ field, expected, received }: FieldProblem): string =>
  received === null
    ? `${field} is missing: it must be ${expectations[expected]}`
    : `${field} must be ${expectations[expected]}, not ${received}`;

const valueText = (value: FieldDifference['accepted']): string =>
  value === null ? 'nothing' : JSON.stringify(typeof value === 'string' ? shortened(value) : value);

const differencesText = (
  differences: ReadonlyArray<FieldDifference>,
  nameOf: (path: string) => string,
): string =>
  listed(
    differences,
    ({ field, accepted, attempted }) =>
      `${nameOf(field)} was ${valueText(accepted)} and is now ${valueText(attempted)}`,
    '; ',
  );

const placeText = ({ path, line, column }: JsonError): string =>
  `${path === '' ? 'The body' : path} at line ${line}, column ${column}`;

const itemText = (skuId: SkuId, lineIndex: LineIndex | null): string =>
  lineIndex === null ? `item ${skuId}` : `item ${skuId} with itemIndex ${lineIndex}`;

/** Amounts are told in the order's currency, with the digits to send. */
const amountText = (money: Money): string => `${readableAmount(money)} (${money.amountMinor})`;

/**
 * Says why a request was refused in full sentences that name the field, and what to do about it.
 */
export const refusalMessage = (refusal: Refusal): string => {
  switch (refusal.type) {
    case 'MalformedRequest':
      return 'The request cannot be read. Check its path, query and headers.';
    case 'MalformedJson':
      return `${placeText(refusal)} is not well-formed JSON. Send one JSON object.`;
    case 'DuplicateKey':
      return `${placeText(refusal)} stands twice in its object. Send it once.`;
    case 'ForbiddenKey':
      return `${placeText(refusal)} is no name that a field may have. Leave it out.`;
    case 'LoneSurrogate':
      return `${placeText(refusal)} holds half of a surrogate pair. Send well-formed Unicode text.`;
    case 'TooDeep':
      return `${placeText(refusal)} nests deeper than ${documentLimits.maxDepth} levels. Send a flatter document.`;
    case 'TooManyElements':
      return `${placeText(refusal)} has more than ${documentLimits.maxElements} elements. Split the document.`;
    case 'InvalidDocument':
      return `${listed(refusal.problems, problemText, '; ')}. Nothing was written.`;
    case 'NoValidKey':
      return 'The headers X-VTEX-API-AppKey and X-VTEX-API-AppToken name no valid key. Send a key and its token.';
    case 'MissingResource':
      return `The key lacks the resource "${refusal.resource}". Use a key with a role that has it.`;
    case 'RouteNotFound':
      return `There is no route ${refusal.method} ${shortened(refusal.path)}. See /openapi.json for the routes there are.`;
    case 'MethodNotAllowed':
      return `${shortened(refusal.path)} does not take ${refusal.method}. Send ${refusal.allowed.join(' or ')}.`;
    case 'OrderNotFound':
      return `Order ${refusal.orderId} does not exist. Place it with POST /api/orders first, or check its orderId.`;
    case 'InvoiceNotFound':
      return `Order ${refusal.orderId} has no invoice ${refusal.invoiceNumber}. Notify it first, or check its invoiceNumber.`;
    case 'NoSuchRevision':
      return `Order ${refusal.orderId} has no revision ${refusal.revision}. Ask for a revision from 0 to ${refusal.last}.`;
    case 'OrderNotYetPlaced':
      return `Order ${refusal.orderId} was placed at ${refusal.placedAt}, after ${refusal.at}. Ask for a later moment.`;
    case 'NothingSealed':
      return 'Nothing is sealed yet, or this service keeps no log. Ask again later, or ask a service that seals.';
    case 'EventNotSealed':
      return `The log of ${refusal.size} events has none of position ${refusal.position}. Ask again later, or check the position in the history of its order.`;
    case 'NoSuchLogSize':
      return `The log has no size ${refusal.size} to prove. Ask for a size from 1 to ${refusal.largest}.`;
    case 'OrderAlreadyPlaced':
      return `Order ${refusal.orderId} was placed with other content: ${differencesText(refusal.differences, orderField)}. Place another order under an orderId of its own.`;
    case 'InvoiceNumberAlreadyUsed':
      return refusal.usedBy === refusal.orderId
        ? `invoiceNumber ${refusal.invoiceNumber} stands on another document of order ${refusal.orderId}: ${differencesText(refusal.differences, notificationField)}. Send a new document under a number of its own.`
        : `invoiceNumber ${refusal.invoiceNumber} stands on a document of order ${refusal.usedBy}. Send this document under a number of its own.`;
    case 'Conflict':
      return `Other writers came first at order ${refusal.orderId} each time. Nothing was written: send the same body again.`;
    case 'CommandIdReused':
      return `Command id ${refusal.commandId} belongs to another command of order ${refusal.orderId}. Send this one under an id of its own.`;
    case 'BodyTooLarge':
      return `The body is larger than ${refusal.maximumBytes} bytes. Send invoiceUrl instead of embeddedInvoice, or split the document.`;
    case 'UnsupportedMediaType':
      return 'The body is not sent as JSON. Send it with Content-Type application/json.';
    case 'OrderDoesNotAddUp':
      return `value is ${amountText(refusal.value)}, but items and totals sum to ${refusal.sum}. Send a value that is their sum.`;
    case 'AmountOutOfRange':
      return `${outOfRangeField(refusal)} must be from ${refusal.minimum.amountMinor} to ${refusal.maximum.amountMinor} minor units of ${refusal.minimum.currency}, not ${refusal.attempted}.`;
    case 'InvoiceExceedsOrder':
      return `invoiceValue is ${amountText(refusal.attempted)}, but only ${amountText(refusal.remaining)} of order ${refusal.orderId} is left to invoice. Send at most that.`;
    case 'ReturnExceedsInvoiced':
      return `invoiceValue is ${amountText(refusal.attempted)}, but only ${amountText(refusal.returnable)} of order ${refusal.orderId} may still be returned. Send at most that.`;
    case 'QuantityExceedsLine':
      return `quantity of ${itemText(refusal.skuId, refusal.lineIndex)} is ${refusal.attempted}, but only ${refusal.left} are left to invoice. Send at most that.`;
    case 'ReturnQuantityExceedsInvoiced':
      return `quantity of ${itemText(refusal.skuId, refusal.lineIndex)} is ${refusal.attempted}, but only ${refusal.left} may still be returned. Send at most that.`;
    case 'UnknownItem':
      return `${itemText(refusal.skuId, refusal.lineIndex)} is on no line of order ${refusal.orderId}. Send id as one of its SKU ids: ${listed(refusal.known, String, ', ')}.`;
    case 'TooManyRequests':
      return 'There were too many requests with this key. Wait as long as Retry-After says.';
    case 'InternalError':
      return 'The service failed. Send the same body again; nothing is written twice.';
    case 'StoreFailed':
      return `The store cannot take this${refusal.orderId === undefined ? '' : ` for order ${refusal.orderId}`}. Nothing was written: an operator must look at it.`;
    case 'RevisionGap':
      return `Order ${refusal.orderId} lacks its event ${refusal.expected}: an operator must look at it.`;
    case 'OrderNotPlaced':
      return 'The history does not begin with the placing of an order: an operator must look at it.';
    case 'StreamQuarantined':
      return `Event ${refusal.revision} of ${refusal.stream} cannot be read. Nothing was written: an operator must mend it.`;
    case 'StoreUnavailable':
      return 'The store is away. Nothing was written: send the same body again later.';
    case 'NotCaughtUp':
      return `Position ${refusal.position} has not been read from the store yet. Send the same again later.`;
    case 'LogUnavailable':
      return 'The log of proofs cannot be read. Send the same again later.';
    case 'OutcomeUnknown':
      return 'The answer of the store was lost, and the outcome is unknown. Retry with the same body: nothing is written twice.';
    case 'Overloaded':
      return 'The service has too much to do. Nothing was written: send the same body again later.';
    default:
      return absurd(refusal);
  }
};

/** Only a document must be worth something, so that a minimum above zero names its value. */
export const outOfRangeField = ({
  field,
  minimum,
}: Extract<Refusal, { readonly type: 'AmountOutOfRange' }>): string =>
  minimum.amountMinor > 0 ? notificationField(field) : orderField(field);
