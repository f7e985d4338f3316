import { UUID } from '@eventstore/db-client/generated/shared_pb';
import { AppendReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { StoreReadError, type EventToAppend, type RecordedEvent } from '@facture/contract';

import { readMetadata, writeMetadata } from './eventMetadata';
import { toPosition } from './position';

type Wire = ReadResp.ReadEvent.RecordedEvent;

const encoder = new TextEncoder();
// A mark of byte order is a character of the text like any other.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How many digits the server's hundreds of nanoseconds have beyond milliseconds. */
const DIGITS_BEYOND = 4;

/** Puts an event on the wire, its data as the bytes that were given. */
export const toWire = (event: EventToAppend): AppendReq => {
  const message = new AppendReq.ProposedMessage();
  message.setId(new UUID().setString(event.id));
  message.getMetadataMap().set('type', event.type);
  message.getMetadataMap().set('content-type', 'application/json');
  message.setData(encoder.encode(event.data));
  message.setCustomMetadata(encoder.encode(writeMetadata(event)));
  return new AppendReq().setProposedMessage(message);
};

/** The bytes that the server counts of an event against its limit for an append. */
export const bytesOf = (event: EventToAppend): number =>
  Buffer.byteLength(event.data) +
  Buffer.byteLength(writeMetadata(event)) +
  2 * Buffer.byteLength(event.type);

const instantOf = (ticks = '0'): string =>
  new Date(Number(ticks.slice(0, -DIGITS_BEYOND))).toISOString();

const uuidOf = (uuid: UUID | undefined): string => uuid?.getString().toLowerCase() ?? '';

const read = (wire: Wire): RecordedEvent => {
  const map = wire.getMetadataMap();
  return {
    id: uuidOf(wire.getId()),
    type: map.get('type') ?? '',
    ...readMetadata(decoder.decode(wire.getCustomMetadata_asU8())),
    data: decoder.decode(wire.getData_asU8()),
    stream: decoder.decode(wire.getStreamIdentifier()?.getStreamName_asU8()),
    revision: Number(wire.getStreamRevision()),
    position: toPosition({
      commit: BigInt(wire.getCommitPosition()),
      prepare: BigInt(wire.getPreparePosition()),
    }),
    recordedAt: instantOf(map.get('created')),
  };
};

/**
 * Takes an event off the wire.
 *
 * Throws `StoreReadError` of type `Fatal` for one whose bytes are not UTF-8.
 */
export const fromWire = (wire: Wire): RecordedEvent => {
  try {
    return read(wire);
  } catch (thrown) {
    const id = uuidOf(wire.getId());
    throw new StoreReadError('Fatal', `event ${id} cannot be read: ${String(thrown)}`);
  }
};
