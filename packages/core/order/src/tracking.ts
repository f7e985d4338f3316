import type { Tracking } from './commands';
import type { TrackingCheckpoint } from './events';

/** Nothing is known of the package yet. */
export const noTracking: Tracking = {
  courier: null,
  trackingNumber: null,
  trackingUrl: null,
  dispatchedDate: null,
  isDelivered: null,
  deliveredDate: null,
  checkpoints: [],
};

const contentOf = ({ city, state, description, date }: TrackingCheckpoint): string =>
  JSON.stringify([city, state, description, date]);

const unknownCheckpoints = (
  known: ReadonlyArray<TrackingCheckpoint>,
  told: ReadonlyArray<TrackingCheckpoint>,
): ReadonlyArray<TrackingCheckpoint> => {
  const seen = new Set(known.map(contentOf));
  return told.filter((checkpoint) => {
    const content = contentOf(checkpoint);
    if (seen.has(content)) return false;
    seen.add(content);
    return true;
  });
};

const news = <A>(known: A, told: A): A | null => (told === known ? null : told);

/** Keeps of what is told only what is new: what differs, and checkpoints with other content. */
export const trackingNews = (known: Tracking, told: Tracking): Tracking => ({
  courier: news(known.courier, told.courier),
  trackingNumber: news(known.trackingNumber, told.trackingNumber),
  trackingUrl: news(known.trackingUrl, told.trackingUrl),
  dispatchedDate: news(known.dispatchedDate, told.dispatchedDate),
  isDelivered: news(known.isDelivered, told.isDelivered),
  deliveredDate: news(known.deliveredDate, told.deliveredDate),
  checkpoints: unknownCheckpoints(known.checkpoints, told.checkpoints),
});

/** Tells whether anything is told at all. */
export const tellsSomething = ({ checkpoints, ...fields }: Tracking): boolean =>
  checkpoints.length > 0 || Object.values(fields).some((field) => field !== null);

/** Adds news to what is known; null leaves a field as it was. */
export const withNews = (known: Tracking, told: Tracking): Tracking => ({
  courier: told.courier ?? known.courier,
  trackingNumber: told.trackingNumber ?? known.trackingNumber,
  trackingUrl: told.trackingUrl ?? known.trackingUrl,
  dispatchedDate: told.dispatchedDate ?? known.dispatchedDate,
  isDelivered: told.isDelivered ?? known.isDelivered,
  deliveredDate: told.deliveredDate ?? known.deliveredDate,
  checkpoints:
    // Stryker disable next-line ConditionalExpression: what nothing is added to is spared a copy.
    known.checkpoints.length === 0 ? told.checkpoints : known.checkpoints.concat(told.checkpoints),
});
