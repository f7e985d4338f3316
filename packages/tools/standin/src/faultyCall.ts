import type { Fault, Loss, Operation } from './faults';
import { notLeader, refusal, timedOut, type Refusal } from './refusals';
import type { Call, Server } from './server';

/** The ways in which any call can end other than by its answer. */
export interface CallEnds {
  readonly refuse: (refusal: Refusal) => void;
  /** Cuts the connection that the call came by. */
  readonly disconnect: () => void;
}

/** The ends of a call that came to a server, given how a call of its kind is refused. */
export const endsOf = (
  server: Server,
  call: Call,
  refuse: (refusal: Refusal) => void,
): CallEnds => ({
  refuse,
  disconnect: () => {
    server.disconnect(call.getPeer());
  },
});

/** Lets an answer get lost. */
export const lose = (ends: CallEnds, as: Loss = 'silence'): void => {
  if (as === 'timeout') ends.refuse(timedOut());
  if (as === 'disconnect') ends.disconnect();
};

/**
 * Carries out a call with the fault that was ordered for it. `work` takes effect and returns the
 * step that sends the answer, taken when all that was written so far is on the disk; it is given
 * the faults that happen while a stream is being read.
 */
export const withFault = (
  server: Server,
  operation: Operation,
  stream: string,
  ends: CallEnds,
  work: (fault: Fault | undefined) => () => void,
): void => {
  if (!server.isUp()) return;
  const carryOut = (fault?: Fault): void => {
    const answer = work(fault);
    void server.log.durable().then(() => {
      if (server.isUp()) answer();
    });
  };
  const fault = server.takeFault(operation, stream);
  switch (fault?.type) {
    case 'lose-request':
      lose(ends, fault.as);
      return;
    case 'lose-answer':
      work(undefined);
      lose(ends, fault.as);
      return;
    case 'delay':
      setTimeout(() => {
        if (server.isUp()) carryOut();
      }, fault.ms).unref();
      return;
    case 'not-leader':
      ends.refuse(notLeader(fault.leader));
      return;
    case 'refuse':
      ends.refuse(refusal(fault.code, fault.details, fault.trailers));
      return;
    case 'break':
    case 'end-quietly':
    case undefined:
      carryOut(fault);
  }
};
