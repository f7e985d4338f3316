import * as E from 'fp-ts/Either';
import * as RA from 'fp-ts/ReadonlyArray';
import * as fc from 'fast-check';

import type { AddDocument, OrderCommand, PlaceOrder } from '../commands';
import type { OrderEvent } from '../events';
import type { InvoiceNumber } from '../ids';
import { decide, evolve } from '../order';
import { initialState, type OrderState, type PlacedOrder } from '../state';
import { documentFor, Occasion } from './documents';
import {
  anyDocument,
  anyExactDocument,
  anyFittingIntent,
  anyIntent,
  wholeDocument,
  type Intent,
} from './intents';
import { anyCommandId, anyInvoiceNumber, anyReceipt, anyTimestamp } from './names';
import { anyPlaceOrder, type PlacingOptions } from './placing';
import { repeatOf } from './repeats';

const MAX_STEPS = 7;
const MAX_PAUSE_MS = 3 * 24 * 60 * 60 * 1000;

/** Commands sent to one order, one after the other, and what came of them. */
export interface Story {
  readonly commands: ReadonlyArray<OrderCommand>;
  readonly events: ReadonlyArray<OrderEvent>;
  readonly state: OrderState;
}

const continued = (story: Story, command: OrderCommand): Story => {
  const decision = decide(command, story.state);
  const events = E.isRight(decision) ? decision.right : [];
  return {
    commands: [...story.commands, command],
    events: [...story.events, ...events],
    state: events.reduce(evolve, story.state),
  };
};

/** Tells what comes of commands that are sent to one order, one after the other. */
export const storyOf = (commands: ReadonlyArray<OrderCommand>): Story =>
  commands.reduce(continued, { commands: [], events: [], state: initialState });

interface Step {
  readonly intent: Intent;
  readonly pauseMs: number;
  readonly invoiceNumber: InvoiceNumber;
  readonly receipt: Occasion['receipt'];
}

const anyStep = (intent: fc.Arbitrary<Intent>): fc.Arbitrary<Step> =>
  fc.record({
    intent,
    pauseMs: fc.oneof({ withCrossShrink: true }, fc.nat(1000), fc.nat(MAX_PAUSE_MS)),
    invoiceNumber: anyInvoiceNumber(),
    receipt: anyReceipt(),
  });

const anySteps = (
  intent: fc.Arbitrary<Intent>,
  maxLength: number,
): fc.Arbitrary<ReadonlyArray<Step>> => fc.array(anyStep(intent), { maxLength });

/** Numbers what the steps bring along, so that ids and invoice numbers never repeat by accident. */
const occasionsOf = ({ at }: PlaceOrder, steps: ReadonlyArray<Step>): ReadonlyArray<Occasion> => {
  let ms = Date.parse(at);
  return steps
    .map(({ pauseMs, invoiceNumber, receipt }, index) => {
      ms += pauseMs;
      return {
        commandId: `command-${index.toString()}`,
        at: new Date(ms).toISOString(),
        invoiceNumber: `${invoiceNumber}-${index.toString()}`,
        receipt,
      };
    })
    .filter(Occasion.is);
};

/** The one that a place in a circle names; none of none. */
const circled = <A>(elements: ReadonlyArray<A>, which: number): ReadonlyArray<A> => {
  const place = which % Math.max(1, elements.length);
  return elements.slice(place, place + 1);
};

/** The command that somebody means to send; none when there is nothing that it could be about. */
const commandFor = (
  intent: Intent,
  sent: ReadonlyArray<OrderCommand>,
  order: PlacedOrder,
  occasion: Occasion,
): ReadonlyArray<OrderCommand> => {
  switch (intent.type) {
    case 'Document':
      return [documentFor(intent, order, occasion)];
    case 'Repeat':
      return circled(sent, intent.which).map((command) => repeatOf(command, intent, occasion));
    case 'Track': {
      const { commandId, at } = occasion;
      const { orderId } = order.placed;
      const { tracking, known, which } = intent;
      const numbers = known
        ? circled([...order.documents.keys()], which)
        : [occasion.invoiceNumber];
      return numbers.map((invoiceNumber) => ({
        type: 'UpdateTracking',
        orderId,
        commandId,
        at,
        invoiceNumber,
        tracking,
      }));
    }
  }
};

const isPlaced = (state: OrderState): state is PlacedOrder => state.type === 'PlacedOrder';

/** Follows the steps from placing on; what is refused stays in the story only if it may. */
const followed = (placing: PlaceOrder, steps: ReadonlyArray<Step>, keepsRefused: boolean): Story =>
  RA.zip(steps, occasionsOf(placing, steps)).reduce<Story>(
    (story, [{ intent }, occasion]) =>
      [story.state]
        .filter(isPlaced)
        .flatMap((order) => commandFor(intent, story.commands, order, occasion))
        .filter((command) => keepsRefused || E.isRight(decide(command, story.state)))
        .reduce(continued, story),
    storyOf([placing]),
  );

/**
 * Any document for an order as it stands: of either type, exact and not, fitting and not. Shrinks to
 * an Output of one minor unit.
 */
export const anyDocumentFor = (order: PlacedOrder): fc.Arbitrary<AddDocument> =>
  fc
    .record({
      intent: anyDocument(),
      occasion: fc.record({
        commandId: anyCommandId(),
        at: anyTimestamp(),
        invoiceNumber: anyInvoiceNumber(),
        receipt: anyReceipt(),
      }),
    })
    .map(({ intent, occasion }) => documentFor(intent, order, occasion));

/**
 * Any story of an order: documents of either type, exact and not, refused and not, repeats with
 * and without a change, and tracking. Shrinks to fewer commands, and then to placing alone.
 */
export const anyStory = (options: PlacingOptions = {}): fc.Arbitrary<Story> =>
  fc
    .tuple(anyPlaceOrder(options), anySteps(anyIntent(), MAX_STEPS))
    .map(([placing, steps]) => followed(placing, steps, true));

/**
 * Any story in which nothing is refused: documents exact and not, repeats, and tracking. Shrinks to
 * fewer commands, and then to placing alone.
 */
export const anyAcceptedStory = (options: PlacingOptions = {}): fc.Arbitrary<Story> =>
  fc
    .tuple(anyPlaceOrder(options), anySteps(anyFittingIntent(), MAX_STEPS))
    .map(([placing, steps]) => followed(placing, steps, false));

/**
 * Any story in which every document follows its preview: every unit is invoiced, in any chunks, some
 * come back in between, and at the end some or all. A chunk whose exact value no document can have,
 * because it is not above zero, waits for a later one. Shrinks to one document for all.
 */
export const anyExactStory = (options: PlacingOptions = {}): fc.Arbitrary<Story> =>
  fc
    .tuple(
      anyPlaceOrder(options),
      anySteps(anyExactDocument('Output', 'Output', 'Input'), 4),
      anyStep(fc.constant(wholeDocument('Output'))),
      anySteps(anyExactDocument('Input'), 3),
      anySteps(fc.constant(wholeDocument('Input')), 1),
    )
    .map(([placing, chunks, rest, returns, allBack]) =>
      followed(placing, [...chunks, rest, ...returns, ...allBack], false),
    );

/** Any history: the events of any story. Shrinks to an order that was placed. */
export const anyHistory = (options: PlacingOptions = {}): fc.Arbitrary<ReadonlyArray<OrderEvent>> =>
  anyStory(options).map(({ events }) => events);
