import type { HistoryView, StoredEventView } from '@facture/projections';

import type { Visit } from './openPage';

export const ORDER = '1183-A/7 é';
export const ALL_VERIFIED = 'All 5 events are verified against the signed log';

/** The browser tells of every answer that is no success. */
export const REFUSED = /^error: Failed to load resource/;

/** Waits for what is said of the order as a whole. */
export const said = ({ page }: Visit, text: string): Promise<void> =>
  page.getByRole('status').or(page.getByRole('alert')).getByText(text).waitFor();

/** Waits until the reader is at an event. */
export const step = ({ page }: Visit, text: string): Promise<void> =>
  page.getByRole('region', { name: 'Travel' }).getByText(text).waitFor();

/** What is said to have happened. */
export const sentences = ({ page }: Visit): Promise<ReadonlyArray<string>> =>
  page.locator('ol > li button > span').allInnerTexts();

/** What is believed of each event. */
export const verdicts = ({ page }: Visit): Promise<ReadonlyArray<string>> =>
  page.locator('ol > li summary').allInnerTexts();

/** What the order comes to. */
export const figures = async ({ page }: Visit): Promise<ReadonlyArray<string>> =>
  (await page.locator('dl > div').allInnerTexts()).map((text) =>
    text.replace(/\s*\n+\s*/gu, ' ').trim(),
  );

/** Answers with the history as it is but for its events. */
export const tamperAll = async (
  { page }: Visit,
  change: (events: HistoryView['events']) => HistoryView['events'],
): Promise<void> => {
  await page.route('**/history', async (route) => {
    const answer = await route.fetch();
    const history = (await answer.json()) as HistoryView;
    await route.fulfill({
      response: answer,
      json: { ...history, events: change(history.events) },
    });
  });
  await page.reload();
};

/** Answers with the history as it is but for one stored event. */
export const tamper = (
  visit: Visit,
  change: (stored: StoredEventView) => Partial<StoredEventView>,
): Promise<void> =>
  tamperAll(visit, (events) =>
    events.map((event, index) =>
      index === 1 ? { ...event, stored: { ...event.stored, ...change(event.stored) } } : event,
    ),
  );
