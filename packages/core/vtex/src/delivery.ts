import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { noTracking, type Tracking, type TrackingCheckpoint } from '@facture/order';

import {
  readDocument,
  readField,
  readList,
  together,
  type Checked,
  type InvalidDocument,
  type Section,
} from './fields';
import type { Json } from './json';
import * as value from './values';

const readCheckpoint = (event: Section): Checked<TrackingCheckpoint> =>
  together({
    city: readField(event, 'city', value.optional(value.text)),
    state: readField(event, 'state', value.optional(value.text)),
    description: readField(event, 'description', value.optional(value.text)),
    date: readField(event, 'date', value.optional(value.text)),
  });

const saysSomething = ({ city, state, description, date }: TrackingCheckpoint): boolean =>
  [city, state, description, date].some((field) => field !== null);

/**
 * Reads a delivery document: `isDelivered`, `deliveredDate` and `events[]`, all optional.
 * Events that say nothing are left out.
 *
 * Gives `InvalidDocument` with every field that is not as it must be.
 */
export const decodeDelivery: (json: Json) => E.Either<InvalidDocument, Tracking> = readDocument(
  (document) =>
    pipe(
      together({
        isDelivered: readField(document, 'isDelivered', value.optional(value.boolean)),
        deliveredDate: readField(document, 'deliveredDate', value.optional(value.deliveryDate)),
        checkpoints: readList(document, 'events', readCheckpoint),
      }),
      E.map(({ isDelivered, deliveredDate, checkpoints }) => ({
        ...noTracking,
        isDelivered,
        deliveredDate: deliveredDate === null ? null : deliveredDate.text,
        checkpoints: checkpoints.filter(saysSomething),
      })),
    ),
);
