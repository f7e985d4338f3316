import type { handleServerStreamingCall } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { isTombstoned } from './appendRules';
import type { Running } from './faults';
import { endsOf, withFault } from './faultyCall';
import { read, subscribe } from './reading';
import { readRequest, type ReadRequest } from './readRequest';
import { streamDeleted, thrownByHandler } from './refusals';
import { openSending } from './sending';
import type { Server } from './server';

const parse = (call: { readonly request: ReadReq }): ReadRequest | undefined => {
  try {
    return readRequest(call.request);
  } catch {
    return undefined;
  }
};

/** Reads a stream or `$all`, once or for as long as the client stays. */
export const handleRead =
  (server: Server, running: Running): handleServerStreamingCall<ReadReq, ReadResp> =>
  (call) => {
    const ends = endsOf(server, call, (refusal) => {
      call.emit('error', refusal);
    });
    const request = parse(call);
    if (request === undefined) {
      ends.refuse(thrownByHandler());
      return;
    }
    const stream = request.stream ?? '$all';
    const operation = request.count === undefined ? 'subscribe' : 'read';
    withFault(server, operation, stream, ends, (fault) => () => {
      if (request.stream !== undefined && isTombstoned(server.log, stream)) {
        ends.refuse(streamDeleted(stream));
        return;
      }
      const readFault =
        fault?.type === 'break' || fault?.type === 'end-quietly' ? fault : undefined;
      const sending = openSending(call, ends, readFault);
      running.set(sending, { operation, stream });
      sending.onClose(() => running.delete(sending));
      if (readFault?.afterEvents === 0) sending.strike(readFault);
      void (operation === 'read'
        ? read(server, request, sending)
        : subscribe(server, request, sending));
    });
  };
