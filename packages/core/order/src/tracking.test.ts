import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { anyTracking } from './arbitraries';
import { tracking } from './testing/samples';
import { noTracking, tellsSomething, trackingNews, withNews } from './tracking';

const numRuns = 1000;
const stop = { city: 'Rio', state: 'RJ', description: 'Posted', date: '2013-11-22' };
const everything = tracking({
  courier: 'C',
  trackingNumber: 'T',
  trackingUrl: 'U',
  dispatchedDate: 'D',
  isDelivered: false,
  deliveredDate: 'E',
  checkpoints: [stop],
});

describe('news of a package', () => {
  it('are all that is told at first', () => {
    expect(trackingNews(noTracking, everything)).toStrictEqual(everything);
    expect(withNews(noTracking, everything)).toStrictEqual(everything);
  });

  it('are none when the same is told again, or nothing', () => {
    expect(trackingNews(everything, everything)).toStrictEqual(noTracking);
    expect(trackingNews(everything, noTracking)).toStrictEqual(noTracking);
    expect(withNews(everything, noTracking)).toStrictEqual(everything);
  });

  it('replace what was known, an empty text and a false among them', () => {
    const told = tracking({ courier: '', isDelivered: false });
    const known = tracking({ courier: 'C', trackingNumber: 'T', isDelivered: true });
    expect(trackingNews(known, told)).toStrictEqual(told);
    expect(withNews(known, told)).toStrictEqual({ ...known, courier: '', isDelivered: false });
  });

  it('know a checkpoint by all of its content', () => {
    const others = [
      { ...stop, city: null },
      { ...stop, state: null },
      { ...stop, description: null },
      { ...stop, date: null },
    ];
    const news = trackingNews(everything, tracking({ checkpoints: [stop, ...others, stop] }));
    expect(news.checkpoints).toEqual(others);
    expect(withNews(everything, news).checkpoints).toEqual([stop, ...others]);
  });

  it('told twice in one message are told once', () => {
    const news = trackingNews(noTracking, tracking({ checkpoints: [stop, stop] }));
    expect(news.checkpoints).toEqual([stop]);
  });

  it.each(Object.keys(noTracking) as ReadonlyArray<keyof typeof noTracking>)(
    'are something when they are of %s alone',
    (field) => {
      expect(tellsSomething({ ...noTracking, [field]: everything[field] })).toBe(true);
    },
  );

  it('are nothing when nothing is told', () => {
    expect(tellsSomething(noTracking)).toBe(false);
  });

  it('that were added are news no more, and telling them again changes nothing', () => {
    fc.assert(
      fc.property(anyTracking(), anyTracking(), (known, told) => {
        const before = withNews(noTracking, trackingNews(noTracking, known));
        const after = withNews(before, trackingNews(before, told));
        expect(tellsSomething(trackingNews(after, told))).toBe(false);
        expect(withNews(after, trackingNews(after, told))).toEqual(after);
        for (const checkpoint of [...known.checkpoints, ...told.checkpoints])
          expect(after.checkpoints).toContainEqual(checkpoint);
        expect(after.courier).toBe(told.courier ?? before.courier);
        expect(after.isDelivered).toBe(told.isDelivered ?? before.isDelivered);
      }),
      { numRuns },
    );
  });
});
