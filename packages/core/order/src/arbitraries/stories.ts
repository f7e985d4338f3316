import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';

import type { AddDocument, OrderCommand, PlaceOrder } from '../commands';
import type { OrderEvent } from '../events';
import { CommandId, InvoiceNumber, Timestamp } from '../ids';
import { decide, evolve } from '../order';
import { initialState, type OrderState, type PlacedOrder } from '../state';
import { documentFor, type Occasion } from './documents';
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
  return steps.flatMap((step, index) => {
    ms += step.pauseMs;
    const commandId = `command-${index.toString()}`;
    const now = new Date(ms).toISOString();
    const invoiceNumber = `${step.invoiceNumber}-${index.toString()}`;
    return CommandId.is(commandId) && Timestamp.is(now) && InvoiceNumber.is(invoiceNumber)
      ? [{ commandId, at: now, invoiceNumber, receipt: step.receipt }]
      : [];
  });
};

const circled = <A>(elements: ReadonlyArray<A>, which: number): A | undefined =>
  elements[which % elements.length];

const commandFor = (
  intent: Intent,
  { commands }: Story,
  order: PlacedOrder,
  occasion: Occasion,
): OrderCommand | undefined => {
  switch (intent.type) {
    case 'Document':
      return documentFor(intent, order, occasion);
    case 'Repeat': {
      const earlier = circled(commands, intent.which);
      return earlier === undefined ? undefined : repeatOf(earlier, intent, occasion);
    }
    case 'Track': {
      const known = circled([...order.documents.keys()], intent.which);
      const invoiceNumber = intent.known ? known : occasion.invoiceNumber;
      if (invoiceNumber === undefined) return undefined;
      const { commandId, at } = occasion;
      const { orderId } = order.placed;
      const { tracking } = intent;
      return { type: 'UpdateTracking', orderId, commandId, at, invoiceNumber, tracking };
    }
  }
};

/** Follows the steps from placing on; what is refused stays in the story only if it may. */
const followed = (
  placing: PlaceOrder,
  steps: ReadonlyArray<Step>,
  keepsRefused: boolean,
): Story => {
  const occasions = occasionsOf(placing, steps);
  return steps.reduce<Story>(
    (story, { intent }, index) => {
      const { state } = story;
      const occasion = occasions[index];
      if (state.type === 'NoOrder' || occasion === undefined) return story;
      const command = commandFor(intent, story, state, occasion);
      if (command === undefined) return story;
      return keepsRefused || E.isRight(decide(command, state)) ? continued(story, command) : story;
    },
    storyOf([placing]),
  );
};

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
