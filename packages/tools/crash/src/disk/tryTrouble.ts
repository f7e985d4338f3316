import type { RecordedEvent } from '@facture/contract';
import { orderSummaryProjection } from '@facture/projections';
import { openSqliteStore } from '@facture/sqlite';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { openWorld, startOnce, type Answer, type World } from '../calls/world';
import { place, invoice, type Request } from '../calls/requests';
import { shortly } from '../finding';
import { plain } from '../histories';
import { doubled, lost, wrongTotals, type Acknowledged } from '../kills/oracle';
import { opened } from '../opened';
import type { Place, Trouble } from './troubles';

const ORDER = 'healthy-a';
const MOST = 200;
const PATIENCE = 40;
const PAUSE_MS = 250;

const receiptIn = ({ text }: Answer): string =>
  (JSON.parse(text) as { readonly receipt: string }).receipt;

/** What services were asked for, and what of it was acknowledged. */
interface Diary {
  readonly acknowledged: Array<Acknowledged>;
  requests: number;
}

const accepted = (diary: Diary, answer: Answer): boolean => {
  if (answer.status !== 200) return false;
  diary.acknowledged.push({ orderId: ORDER, marks: [receiptIn(answer)] });
  return true;
};

/** An invoice of one unit, another one each time. */
const nextInvoice = (diary: Diary): Request =>
  invoice(ORDER, `n-${(diary.requests++).toString()}`, 1);

/** Sends until something is refused. What is refused is the last of them. */
const untilRefused = async (
  { ask }: World,
  diary: Diary,
): Promise<{ readonly request: Request; readonly answer: Answer } | undefined> => {
  for (let sent = 0; sent < MOST; sent++) {
    const request = nextInvoice(diary);
    const answer = await ask(request);
    if (!accepted(diary, answer)) return { request, answer };
  }
  return undefined;
};

const surely = async ({ ask }: World, request: Request): Promise<Answer> => {
  for (let sent = 1; ; sent++) {
    const answer = await ask(request);
    if (answer.status === 200 || sent >= PATIENCE) return answer;
    await wait(PAUSE_MS);
  }
};

const SEND_AGAIN = /[Ss]end the same|[Rr]etry with the same body/;

/** What may not be about the answer to who writes in trouble. */
const wrongAnswer = ({ status, text, headers }: Answer): string | undefined => {
  if (status !== 503) return `it was answered by ${status.toString()}: ${text}`;
  if (headers.get('retry-after') === null) return 'it was not said when to send again';
  return SEND_AGAIN.test(text) ? undefined : `the remedy is not named: ${text}`;
};

/** Looks at the file when all is over: what was acknowledged is there, and no more than was asked for. */
const lookAtFile = async (data: string, { acknowledged }: Diary): Promise<string | undefined> => {
  const file = join(data, 'facture.db');
  const store = opened(openSqliteStore({ file, now: () => new Date() }));
  try {
    const events: Array<RecordedEvent> = [];
    for await (const event of store.readAll()) events.push(plain(event));
    const model = store.openReadModel(orderSummaryProjection);
    model.apply(events.filter(({ position }) => position > (model.checkpoint() ?? 0n)));
    const isMore = events.length > acknowledged.length;
    return (
      lost(acknowledged, events) ??
      doubled(events) ??
      wrongTotals(model, events) ??
      (isMore ? `${events.length.toString()} events are there` : undefined)
    );
  } finally {
    await store.close();
  }
};

const strikeRunning = async (
  world: World,
  { begin, end }: Trouble,
  site: Place,
  diary: Diary,
): Promise<string | undefined> => {
  begin(site);
  const refused = await untilRefused(world, diary);
  if (refused === undefined) {
    end(site);
    return `${diary.acknowledged.length.toString()} requests were acknowledged in trouble`;
  }
  const again = await world.ask(refused.request);
  end(site);
  const later = await surely(world, refused.request);
  if (!accepted(diary, later)) return `it stays refused when the cause has gone: ${later.text}`;
  return wrongAnswer(refused.answer) ?? (again.status === 200 ? undefined : wrongAnswer(again));
};

const strikeStarting = async (
  { begin, end, refusal }: Trouble,
  site: Place,
): Promise<string | undefined> => {
  begin(site);
  const told = await startOnce(site.data);
  end(site);
  if (refusal === undefined || told === undefined)
    return told === refusal ? undefined : `a service starts in trouble, or not: ${String(told)}`;
  return refusal.test(told) ? undefined : `the remedy is not named: ${told}`;
};

/** Lets a trouble begin and end, and looks at what services say and keep. Says what may not be. */
export const tryTrouble = async (trouble: Trouble, root: string): Promise<string | undefined> => {
  const site: Place = { root, data: join(root, 'data') };
  const diary: Diary = { acknowledged: [], requests: 0 };
  const healthy = await openWorld(site.data);
  accepted(diary, await healthy.ask(place(ORDER, { units: 100_000 })));
  accepted(diary, await healthy.ask(nextInvoice(diary)));
  const isRunning = trouble.strikes === 'running services';
  if (!isRunning) await healthy.close();
  const what = isRunning
    ? await strikeRunning(healthy, trouble, site, diary)
    : await strikeStarting(trouble, site);
  const after = isRunning ? healthy : await openWorld(site.data);
  const request = nextInvoice(diary);
  const answer = await surely(after, request);
  await after.close();
  if (what !== undefined) return what;
  if (!accepted(diary, answer)) return `nothing works when the cause has gone: ${shortly(answer)}`;
  return lookAtFile(site.data, diary);
};
