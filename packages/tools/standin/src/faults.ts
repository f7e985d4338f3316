/** What a client asks for; `subscribe` is a read that stays. */
export type Operation = 'append' | 'read' | 'subscribe' | 'delete' | 'tombstone' | 'gossip';

/**
 * How an answer fails to arrive: never, with the connection cut, or as the server's own time-out
 * (ABORTED).
 */
export type Loss = 'silence' | 'disconnect' | 'timeout';

/** One thing that goes wrong with one call. */
export type Fault =
  /** The request has no effect and no answer. */
  | { readonly type: 'lose-request'; readonly as?: Loss }
  /** The request takes effect and its answer is lost. */
  | { readonly type: 'lose-answer'; readonly as?: Loss }
  /** The request is taken up later, even if its client has given up by then. */
  | { readonly type: 'delay'; readonly ms: number }
  /** The request is refused with the address of the node to ask instead. */
  | {
      readonly type: 'not-leader';
      readonly leader: { readonly host: string; readonly port: number };
    }
  /** The request is refused with a gRPC status and trailers of one's choice. */
  | {
      readonly type: 'refuse';
      readonly code: number;
      readonly details: string;
      readonly trailers?: Readonly<Record<string, string>>;
    }
  /** A read or subscription fails (UNAVAILABLE) or is cut off after so many events. */
  | { readonly type: 'break'; readonly afterEvents: number; readonly as?: 'unavailable' | Loss }
  /** A read or subscription ends after so many events as if nothing were left. */
  | { readonly type: 'end-quietly'; readonly afterEvents: number };

/** Which calls a fault happens to; by default the next one of any kind. */
export interface FaultTarget {
  readonly operation?: Operation;
  /** The stream's name, or a pattern for it; `$all` is a stream here. */
  readonly stream?: string | RegExp;
  /** How many calls it happens to: 1 by default, `Infinity` until it is cancelled. */
  readonly times?: number;
}

/** A fault that was ordered. */
export interface OrderedFault {
  /** How many calls it has happened to so far. */
  readonly hits: () => number;
  /** Lets it happen to no further call. */
  readonly cancel: () => void;
}

/** What can happen to a read or subscription while it is under way. */
export type ReadFault = Extract<Fault, { type: 'break' | 'end-quietly' }>;

/** Faults on demand: each is ordered beforehand and happens to the calls that come next. */
export interface Faults {
  /** Orders a fault; of several that fit a call, the one ordered first happens. */
  readonly order: (fault: Fault, target?: FaultTarget) => OrderedFault;
  /** Lets a fault happen now to the reads and subscriptions under way; returns to how many. */
  readonly strike: (fault: ReadFault, target?: Omit<FaultTarget, 'times'>) => number;
  /** Cancels all that were ordered. */
  readonly clear: () => void;
}

/** Takes the fault that happens to a call, if one was ordered for it. */
export type TakeFault = (operation: Operation, stream: string) => Fault | undefined;

interface Order {
  readonly fault: Fault;
  readonly target: FaultTarget;
  hits: number;
}

/** A read or subscription under way. */
interface Struck {
  readonly strike: (fault: ReadFault) => void;
}

/** Reads and subscriptions that are under way, and what each of them reads. */
export type Running<Read extends Struck = Struck> = Map<
  Read,
  { readonly operation: Operation; readonly stream: string }
>;

/** Only what sends events one by one can end between them. */
const canHappen = (fault: Fault, operation: Operation): boolean =>
  (fault.type !== 'break' && fault.type !== 'end-quietly') ||
  operation === 'read' ||
  operation === 'subscribe';

const fits = (target: FaultTarget, operation: Operation, stream: string): boolean =>
  (target.operation ?? operation) === operation &&
  (target.stream instanceof RegExp
    ? target.stream.test(stream)
    : (target.stream ?? stream) === stream);

/** The book of ordered faults, and the way to take from it. */
export const faultBook = (
  running: Running,
): { readonly faults: Faults; readonly take: TakeFault } => {
  const orders = new Set<Order>();
  return {
    faults: {
      order: (fault, target = {}) => {
        const order = { fault, target, hits: 0 };
        orders.add(order);
        return {
          hits: () => order.hits,
          cancel: () => {
            orders.delete(order);
          },
        };
      },
      strike: (fault, target = {}) => {
        const struck = [...running].filter(([, read]) => fits(target, read.operation, read.stream));
        struck.forEach(([read]) => {
          read.strike(fault);
        });
        return struck.length;
      },
      clear: () => {
        orders.clear();
      },
    },
    take: (operation, stream) => {
      const order = [...orders].find(
        ({ fault, hits, target }) =>
          hits < (target.times ?? 1) &&
          canHappen(fault, operation) &&
          fits(target, operation, stream),
      );
      if (order !== undefined) order.hits += 1;
      return order?.fault;
    },
  };
};
