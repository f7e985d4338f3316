import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

import type { Projection } from '@facture/contract';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

import { foldStreams } from './foldStreams';
import type { FoldAnswer, FoldThreadData } from './foldInThreads';
import { openDatabase } from './openDatabase';
import { attempt } from './sqliteFailure';
import { createStreamReader, type StreamRange } from './streamReader';

const { file, projection: place } = workerData as FoldThreadData;

const opened = pipe(
  openDatabase({ file, busyTimeoutMs: 2_000, synchronous: 'NORMAL', readOnly: true }),
  E.getOrElseW(({ type }) => {
    throw new Error(`a thread cannot read ${file}: ${type}`);
  }),
);
const streams = createStreamReader(opened);
const found = (createRequire(__filename)(place.module) as Record<string, Projection<unknown>>)[
  place.name
];
if (found === undefined) throw new Error(`${place.module} exports no ${place.name}`);
const projection = found;

parentPort?.on('message', (range: StreamRange | 'end') => {
  if (range === 'end') {
    opened.close();
    parentPort?.close();
    return;
  }
  const answer: FoldAnswer = attempt(() => foldStreams(streams, projection, range));
  parentPort?.postMessage(answer);
});
