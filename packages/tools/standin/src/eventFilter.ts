import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { StoredEvent } from './storedEvent';

/** Which events of `$all` are sent, and how often the reader is told how far the server has read. */
export interface EventFilter {
  readonly matches: (event: StoredEvent) => boolean;
  /** A checkpoint follows each time so many events were looked at. */
  readonly checkpointEvery: number;
}

/** How many events the server looks at in one go unless told otherwise. */
const defaultWindow = 32;

type Matcher = (text: string) => boolean;

const letters = new Intl.Segmenter('und');
const sameness = new Intl.Collator('und', { sensitivity: 'variant' });
const plain = /^[ -~]*$/;

/**
 * Compares prefixes as the server does, by the rules of a language: a letter is no beginning of the
 * same letter with an accent, and it does not matter which characters an accented letter is made of.
 */
const beginsWith = (text: string, prefix: string): boolean => {
  if (plain.test(text) && plain.test(prefix)) return text.startsWith(prefix);
  let beginning = '';
  for (const { segment } of letters.segment(text)) {
    if (sameness.compare(beginning, prefix) === 0) return true;
    beginning += segment;
  }
  return sameness.compare(beginning, prefix) === 0;
};

const matcher = (expression: ReadReq.Options.FilterOptions.Expression): Matcher => {
  if (expression.getRegex() !== '') {
    const pattern = new RegExp(expression.getRegex());
    return (text) => pattern.test(text);
  }
  const prefixes = expression.getPrefixList();
  return (text) => prefixes.some((prefix) => beginsWith(text, prefix));
};

/** Reads a filter on stream name or event type, by prefixes or by a pattern that may be invalid. */
export const eventFilter = (options: ReadReq.Options.FilterOptions): EventFilter => {
  const byStream = options.getStreamIdentifier();
  const byType = options.getEventType();
  const window = options.hasMax() ? options.getMax() : defaultWindow;
  const checkpointEvery = Math.max(1, window * options.getCheckpointintervalmultiplier());
  if (byStream !== undefined) {
    const fits = matcher(byStream);
    return { matches: ({ stream }) => fits(stream), checkpointEvery };
  }
  const fits: Matcher = byType === undefined ? () => true : matcher(byType);
  return { matches: ({ event }) => fits(event.type), checkpointEvery };
};
