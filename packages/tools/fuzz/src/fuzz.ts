import type { ErrorCode } from '@facture/vtex';

import { clientOn, type Client } from './connection';
import type { OpenApiDocument } from './document';
import { heapOf, type Heap } from './heap';
import { judgeBy } from './judge';
import { createLedger, type StoreReader } from './ledger';
import { drawRound, SHOTS_PER_ROUND } from './round';
import { KEYS } from './sender';
import type { Kind, Shot } from './shot';
import { NOT_FOR_LOGS } from './texts';
import { createDurations, timingOf, type Timing } from './timing';

/** What is fuzzed. */
export interface Target {
  readonly port: number;
  readonly document: OpenApiDocument;
  readonly store: Pick<StoreReader, 'next'>;
  readonly heapBytes: () => Promise<number>;
  readonly onLine: (listener: (line: string) => void) => void;
  readonly isRunning: () => boolean;
}

/** How much of it, and by which chance. */
export interface Extent {
  readonly seed: number;
  readonly from: number;
  readonly requests: number;
  readonly connections: number;
  readonly answerWithinMs?: number;
}

/** Something that must not be. */
export interface Finding {
  readonly what: string;
  /** The round to repeat, and what was sent; none where it is not known. */
  readonly round?: number;
  readonly shot?: Shot;
}

/** What came of a run. */
export interface FuzzResult {
  readonly rounds: number;
  readonly requests: Readonly<Record<Kind, number>>;
  /** How often each production of the grammars was sent. */
  readonly productions: Readonly<Record<string, number>>;
  readonly statuses: Readonly<Record<string, number>>;
  readonly codes: Readonly<Partial<Record<ErrorCode, number>>>;
  readonly acknowledgedWritings: number;
  readonly events: number;
  readonly logLines: number;
  readonly heap: Heap;
  readonly timing: Timing;
  readonly findings: ReadonlyArray<Finding>;
}

/**
 * How many parts a run has, between which the heap and the store are looked at. The last one goes
 * over one connection: there it is measured how long answers take when nothing else is asked.
 */
const PARTS = 20;

const MOST_FINDINGS = 20;

const SECRETS = [NOT_FOR_LOGS, ...Object.values(KEYS).map(({ token }) => token)];

const count = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};

/** Sends rounds of requests, and holds all that comes of them against what may. */
export const fuzz = async (
  target: Target,
  { seed, from, requests, connections, answerWithinMs }: Extent,
  onProgress: (requests: number) => void = () => undefined,
): Promise<FuzzResult> => {
  const judge = judgeBy(target.document);
  const ledger = createLedger();
  const findings: Array<Finding> = [];
  const [kinds, productions, statuses, codes] = Array.from(
    { length: 4 },
    () => new Map<string, number>(),
  ) as [Map<string, number>, Map<string, number>, Map<string, number>, Map<string, number>];
  const [good, refused] = [createDurations(), createDurations()];
  const heapBytes: Array<number> = [];
  let [sent, events, logLines] = [0, 0, 0];
  let isMeasured = false;

  target.onLine((line) => {
    logLines += 1;
    if (SECRETS.some((secret) => line.includes(secret)))
      findings.push({ what: `a secret is in the log: ${line}` });
  });

  const shoot = async (client: Client, shot: Shot, round: number): Promise<void> => {
    const outcome = await client.send(shot);
    const { answers, trouble, durationMs } = outcome;
    const find = (what: string | undefined): void => {
      if (what !== undefined && findings.length < MOST_FINDINGS)
        findings.push({ what, round, shot });
    };
    sent += 1;
    count(kinds, shot.kind);
    count(productions, `${shot.kind}: ${shot.name}`);
    ledger.note(shot, outcome);
    find(trouble);
    answers.forEach((answer, at) => {
      const verdict = judge(shot.kind, shot.asked[at], answer);
      count(statuses, answer.status.toString());
      if (verdict.code !== undefined) count(codes, verdict.code);
      find(verdict.trouble);
    });
    const [first] = answers;
    if (!isMeasured) return;
    if (shot.kind === 'good' && first?.status === 200) good.add(durationMs);
    if (shot.kind === 'hostile body' && (first?.status ?? 0) >= 400) refused.add(durationMs);
  };

  const rounds = Math.ceil(requests / SHOTS_PER_ROUND);
  let next = 0;
  const sendUntil = async (end: number): Promise<void> => {
    const client = clientOn(target.port, answerWithinMs);
    while (next < end && target.isRunning()) {
      const round = from + next;
      next += 1;
      for (const shot of drawRound(target.document, seed, round)) await shoot(client, shot, round);
      onProgress(sent);
    }
    client.close();
  };

  for (let part = 1; part <= PARTS && findings.length < MOST_FINDINGS; part++) {
    const end = Math.ceil((rounds * part) / PARTS);
    isMeasured = part === PARTS;
    await Promise.all(Array.from({ length: isMeasured ? 1 : connections }, () => sendUntil(end)));
    if (!target.isRunning()) {
      findings.push({ what: 'the service is no longer there' });
      break;
    }
    const written = await target.store.next();
    events += written.length;
    for (const what of ledger.compare(written)) findings.push({ what });
    heapBytes.push(await target.heapBytes());
  }

  const heap = heapOf(heapBytes);
  if (!heap.isFlat)
    findings.push({ what: `the heap has grown by ${String(heap.grownBytes)} bytes` });
  const sorted = (counts: Map<string, number>): Record<string, number> =>
    Object.fromEntries(Array.from(counts).sort());
  return {
    rounds: next,
    requests: sorted(kinds) as Record<Kind, number>,
    productions: sorted(productions),
    statuses: sorted(statuses),
    codes: sorted(codes),
    acknowledgedWritings: ledger.acknowledged(),
    events,
    logLines,
    heap,
    timing: timingOf(good, refused),
    findings,
  };
};
