import * as O from 'fp-ts/Option';
import { Timestamp } from '@facture/order';

const ISO =
  /^\d{4}-\d{2}-\d{2}(?:T(\d{2}:\d{2})(?::(\d{2})(?:[.,](\d+))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** How long a date is. */
const DAY = '2022-02-01'.length;

const MS_PER_MINUTE = 60_000;

/** Minutes east of UTC, which is what a zone without digits is. */
const offsetMinutes = (zone: string): number | undefined => {
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', ''));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (60 * hours + minutes);
};

/**
 * Finds the instant that an ISO 8601 date or date-time names. A date alone is its midnight, a
 * missing zone is UTC; `-0300`, `-03:00` and `-03` are the same zone. A fraction of a second may
 * have any number of digits, of which three count.
 *
 * Gives nothing for days and times that do not exist, and for every other spelling.
 *
 * @example
 * parseDate('2013-11-21T00:00:00-0300') // => some('2013-11-21T03:00:00.000Z')
 * parseDate('2022-02-30') // => none
 */
export const parseDate = (text: string): O.Option<Timestamp> => {
  const found = ISO.exec(text);
  if (found === null) return O.none;
  const [, time = '00:00', second = '00', fraction = '', zone = ''] = found;
  const offset = offsetMinutes(zone);
  if (offset === undefined) return O.none;
  const local = `${text.slice(0, DAY)}T${time}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  // A day that does not exist is not a timestamp: it would be written otherwise.
  if (!Timestamp.is(local)) return O.none;
  const utc = new Date(Date.parse(local) - offset * MS_PER_MINUTE).toISOString();
  return O.fromPredicate(Timestamp.is)(utc);
};

/** Finds the instant of a delivery, which the platform writes as `yyyy-mm-dd hh:mm`. */
export const parseDeliveryDate = (text: string): O.Option<Timestamp> =>
  parseDate(text.replace(' ', 'T'));

/**
 * Writes an instant with its offset spelled out, as the platform does.
 *
 * @example
 * withOffset('2019-02-08T13:16:13.461Z') // => '2019-02-08T13:16:13.461+00:00'
 */
export const withOffset = (at: Timestamp): string => at.replace('Z', '+00:00');
