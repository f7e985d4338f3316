import { openStore } from '../openStore';
import { replayStore } from '../replay';

/** What replaying a file took. */
export interface ReplayMemory {
  readonly events: number;
  readonly seconds: number;
  readonly peakRssMiB: number;
  readonly peakHeapMiB: number;
  /** What the process had before it began to read. */
  readonly idleRssMiB: number;
}

const MIB = 2 ** 20;
const EVENTS_PER_LOOK = 1_024;

/** Replays a file and watches the memory of this process, whose peak is that of its whole life. */
export const replayMemory = async (file: string): Promise<ReplayMemory> => {
  const idleRssMiB = process.memoryUsage.rss() / MIB;
  const store = openStore(file);
  let peakHeap = 0;
  const start = performance.now();
  const events = await replayStore(store, (count) => {
    if (count % EVENTS_PER_LOOK === 0)
      peakHeap = Math.max(peakHeap, process.memoryUsage().heapUsed);
  });
  const seconds = (performance.now() - start) / 1_000;
  await store.close();
  // Node tells it in KiB.
  const peakRssMiB = process.resourceUsage().maxRSS / 1_024;
  return { events, seconds, peakRssMiB, peakHeapMiB: peakHeap / MIB, idleRssMiB };
};
