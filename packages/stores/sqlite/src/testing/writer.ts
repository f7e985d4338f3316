import type { AppendOutcome, ExpectedRevision } from '@facture/contract';
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';

import { openStore } from './temporaryStore';

/**
 * Appends to a few streams that others append to as well, several at a time, until it has been
 * acknowledged so many events. Each acknowledged event is printed as `stream revision id` before
 * anything else happens. Every stream's first event claims the stream's number.
 */
const [file = '', name = '', streams = '', events = '', width = ''] = process.argv.slice(2);

const store = openStore(file);
let left = Number(events);
let next = 0;

const appendOne = async (stream: string, expected: ExpectedRevision): Promise<AppendOutcome> => {
  const id = randomUUID();
  const event = { id, type: 'Written', schemaVersion: 1, data: `"${name}"`, metadata: '{}' };
  const claims = expected === 'no-stream' ? [`claim of ${stream}`] : [];
  const outcome = await store.append(stream, expected, [event], { claims })();
  if (outcome.type === 'Appended') {
    left -= 1;
    writeSync(1, `${stream} ${outcome.revision} ${id}\n`);
  }
  return outcome;
};

const write = async (): Promise<void> => {
  const known = new Map<string, ExpectedRevision>();
  while (left > 0) {
    const stream = `s-${next++ % Number(streams)}`;
    const outcome = await appendOne(stream, known.get(stream) ?? 'no-stream');
    if (outcome.type === 'Appended') known.set(stream, outcome.revision);
    else if (outcome.type === 'RevisionConflict') known.set(stream, outcome.actual);
    else if (outcome.type !== 'Unavailable') throw new Error(JSON.stringify(outcome));
  }
};

void Promise.all(Array.from({ length: Number(width) }, write)).then(() => store.close());
