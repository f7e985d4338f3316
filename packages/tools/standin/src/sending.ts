import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { ReadFault } from './faults';
import { lose, type CallEnds } from './faultyCall';
import { brokenOff, type Refusal } from './refusals';

type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** The answers of one read on their way to its client, who may be slow or gone. */
export interface Sending {
  readonly isOpen: () => boolean;
  /** Sends and waits until the client has room for more. */
  readonly send: (answer: ReadResp) => Promise<void>;
  /** Sends an event, unless the fault of this read strikes before it. */
  readonly sendEvent: (answer: ReadResp) => Promise<void>;
  readonly end: () => void;
  readonly refuse: (refusal: Refusal) => void;
  readonly strike: (fault: ReadFault) => void;
  /** Calls the listener when this is over, until the returned function is called. */
  readonly onClose: (listener: () => void) => () => void;
}

const room = (call: ReadCall): Promise<void> =>
  new Promise((resolve) => {
    const settle = (): void => {
      call.off('drain', settle);
      call.off('cancelled', settle);
      resolve();
    };
    call.on('drain', settle);
    call.on('cancelled', settle);
  });

/** Wraps a call, so that nothing is sent once it is over. */
export const openSending = (
  call: ReadCall,
  ends: CallEnds,
  fault: ReadFault | undefined,
): Sending => {
  const listeners = new Set<() => void>();
  let over = false;
  let sent = 0;
  const close = (): void => {
    over = true;
    listeners.forEach((listener) => {
      listener();
    });
  };
  call.on('cancelled', close);

  const isOpen = (): boolean => !over && !call.cancelled;
  const send = async (answer: ReadResp): Promise<void> => {
    if (isOpen() && !call.write(answer)) await room(call);
  };
  const end = (): void => {
    if (isOpen()) call.end();
    close();
  };
  const refuse = (refusal: Refusal): void => {
    if (isOpen()) ends.refuse(refusal);
    close();
  };
  const strike = (struck: ReadFault): void => {
    if (struck.type === 'end-quietly') end();
    else if (struck.as === undefined || struck.as === 'unavailable') refuse(brokenOff());
    else if (isOpen()) {
      close();
      lose(ends, struck.as);
    }
  };
  return {
    isOpen,
    send,
    sendEvent: async (answer) => {
      await send(answer);
      sent += 1;
      if (fault !== undefined && sent >= fault.afterEvents) strike(fault);
    },
    end,
    refuse,
    strike,
    onClose: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
