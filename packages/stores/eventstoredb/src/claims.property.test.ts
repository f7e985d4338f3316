import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { claimStream, heldIn } from './claimStream';
import type { Streams } from './streams';
import { crash, hasNumber, NUMBER, run, smoothWay, visit, type Writer } from './testing/invoicing';
import { emptyServer, eventsIn, type Fate } from './testing/modelStreams';

/** A writer, the steps at which it sleeps and crashes, and what becomes of its writes. */
interface Course {
  readonly writer: Writer;
  readonly sleepAt: number;
  readonly crashAt: number;
  readonly fates: ReadonlyArray<Fate>;
}

const anyCourse = (name: string): fc.Arbitrary<Course> =>
  fc.record({
    writer: fc.record({
      name: fc.constant(name),
      stream: fc.constantFrom('order-1', 'order-2', 'order-3'),
      wants: fc.oneof(
        { arbitrary: fc.constant('the number' as const), weight: 3 },
        { arbitrary: fc.constant('news' as const), weight: 1 },
      ),
    }),
    sleepAt: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 40 })),
    crashAt: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(Infinity)),
    fates: fc.array(
      fc.oneof(
        { arbitrary: fc.constant<Fate>('arrives'), weight: 3 },
        { arbitrary: fc.constantFrom<Fate>('request is lost', 'answer is lost'), weight: 1 },
      ),
      { maxLength: 8 },
    ),
  });

const NAMES = ['a', 'b', 'c'];

const anyCourses = (): fc.Arbitrary<ReadonlyArray<Course>> =>
  fc
    .integer({ min: 2, max: 3 })
    .chain((count) => fc.tuple(...NAMES.slice(0, count).map((name) => anyCourse(name))));

const HOUR_MS = 3_600_000;

/** A mistake put into the world. */
interface Mistake {
  readonly change?: (streams: Streams) => Streams;
  readonly newId?: () => string;
  /** The clock of the writers. */
  readonly now?: () => Date;
}

/**
 * Lets all writers loose at once; those who do not end by themselves crash on their way, or fall asleep.
 * When nobody else is awake any more an hour passes: the sleepers go on, beside an operator who gives
 * back what is stray.
 */
const storm = async (
  scheduler: fc.Scheduler,
  courses: ReadonlyArray<Course>,
  { newId: mistakenId, ...mistake }: Mistake,
) => {
  const server = emptyServer();
  let ids = 0;
  const newId = mistakenId ?? (() => `claim ${(ids += 1).toString()}`);
  const turn = (what: string) => scheduler.schedule(Promise.resolve(), what);
  const slept = new Set<Writer>();
  let awake = courses.length;
  let wake: () => void = () => undefined;
  const morning = new Promise<void>((resolve) => (wake = resolve));
  const layDown = () => {
    awake -= 1;
    if (awake === 0) wake();
  };
  const writing = courses.map(async ({ writer, sleepAt, crashAt, fates }) => {
    const left = [...fates];
    let steps = 0;
    const way = {
      pass: async (what: string) => {
        await turn(`${writer.name}: ${what}`);
        steps += 1;
        // Between a look at the clock and the sending nobody sleeps for an hour.
        if (!slept.has(writer) && steps >= sleepAt && !what.startsWith('before writing to order')) {
          slept.add(writer);
          layDown();
          await morning;
        }
        if (steps >= crashAt) throw crash();
      },
      fate: () => left.shift() ?? 'arrives',
    };
    await run(writer, { server, way, newId, ...mistake });
    if (!slept.has(writer)) layDown();
  });
  const operating = morning.then(async () => {
    server.timeMs += HOUR_MS;
    await visit({ server, way: { pass: turn, fate: () => 'arrives' }, newId });
  });
  await scheduler.waitFor(Promise.all([...writing, operating]));
  return { server, newId };
};

const ordersWithNumber = (server: ReturnType<typeof emptyServer>) =>
  ['order-1', 'order-2', 'order-3'].filter((stream) => hasNumber(server, stream));

const property = (mistake: Mistake = {}) =>
  fc.asyncProperty(fc.scheduler(), anyCourses(), async (scheduler, courses) => {
    const { server, newId } = await storm(scheduler, courses, mistake);
    expect(ordersWithNumber(server).length).toBeLessThanOrEqual(1);

    // Whoever crashed is retried, and so is everybody else.
    const wanting = courses.filter(({ writer }) => writer.wants === 'the number');
    for (const { writer } of courses) {
      const ending = await run(writer, { server, way: smoothWay, newId });
      expect(ending).not.toBe('crashed');
      if (writer.wants === 'news') expect(ending).toBe('done');
    }
    const [holder, ...others] = ordersWithNumber(server);
    expect(others).toEqual([]);
    expect(holder !== undefined).toBe(wanting.length > 0);
    if (holder === undefined) return;
    const invoiced = eventsIn(server, holder).filter(({ type }) => type === 'Invoiced');
    expect(invoiced).toHaveLength(1);
    expect(heldIn(eventsIn(server, claimStream(NUMBER)).at(-1))?.holder).toBe(holder);
    for (const { writer } of wanting)
      expect(await run(writer, { server, way: smoothWay, newId })).toBe(
        writer.stream === holder ? 'done' : 'refused',
      );
  });

describe('the protocol of claims', () => {
  it('gives a number to one order in every interleaving and crash, and a retry completes', async () => {
    await fc.assert(property(), { numRuns: 3_000 });
  }, 60_000);

  it('would not, if claims were taken at any revision', async () => {
    const atAnyRevision = (streams: Streams): Streams => ({
      ...streams,
      writing: (stream, expected, events) => async () => {
        if (!stream.startsWith('claim-')) return streams.writing(stream, expected, events)();
        const last = await streams.last(stream);
        return streams.writing(stream, last?.revision ?? 'no-stream', events)();
      },
    });
    const { failed } = await fc.check(property({ change: atAnyRevision }), { numRuns: 3_000 });
    expect(failed).toBe(true);
  }, 60_000);

  it('would not, if claims were good for ever, and an operator gave one back', async () => {
    const { failed } = await fc.check(property({ now: () => new Date(0) }), { numRuns: 20_000 });
    expect(failed).toBe(true);
  }, 60_000);

  it('would not, if two writers for one order could take each other’s claim for their own', async () => {
    const { failed } = await fc.check(property({ newId: () => 'the same' }), { numRuns: 20_000 });
    expect(failed).toBe(true);
  }, 60_000);
});
