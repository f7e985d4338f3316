import type { ProjectionError } from '@facture/projections';
import { absurd } from 'fp-ts/function';

/** Says why a history cannot be folded as asked. */
export const sequenceText = (error: ProjectionError): string => {
  switch (error.type) {
    case 'RevisionGap':
      return `order ${error.orderId}: revision ${error.expected.toString()} is missing before ${error.actual.toString()}`;
    case 'OrderNotPlaced':
      return 'the history does not begin with the placing of an order';
    case 'NoSuchRevision':
      return `order ${error.orderId} has no revision ${error.revision.toString()}: its last is ${error.last.toString()}`;
    case 'OrderNotYetPlaced':
      return `order ${error.orderId} was not placed yet at ${error.at}: it was placed at ${error.placedAt}`;
    default:
      return absurd(error);
  }
};
