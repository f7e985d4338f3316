import type { HistoryView } from '@facture/projections';

import { money } from '../text/money';
import type { Entry } from './EventList';
import type { Moment, Unreadable } from './moments';
import type { HistoryWords } from './text/historyWords';
import { tell } from './text/tell';

/** Writes instants as people of a locale do, in the zone of whoever reads them. */
export const timeIn = (locale: string): ((time: string) => string) => {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  return (time) => format.format(new Date(time));
};

/** Says of each event what happened. */
export const entriesOf = (
  moments: ReadonlyArray<Moment>,
  words: HistoryWords,
  locale: string,
): ReadonlyArray<Entry> =>
  moments.map(({ revision, occurredAt, fact, totals: { currency }, stored }) => ({
    revision,
    sentence: tell(words, fact, (amountMinor) => money(locale, amountMinor, currency)),
    occurredAt,
    stored,
  }));

/** Says what happened as far as it can be read, and of the other events only that they are there. */
export const entriesAround = (
  events: HistoryView['events'],
  { revision, before }: Unreadable,
  words: HistoryWords,
  locale: string,
): ReadonlyArray<Entry> => [
  ...entriesOf(before, words, locale),
  ...events.slice(revision).map(({ stored }, after) => ({
    revision: revision + after,
    sentence: after === 0 ? words.cannotRead(revision) : words.notRead(revision + after),
    occurredAt: undefined,
    stored,
  })),
];
