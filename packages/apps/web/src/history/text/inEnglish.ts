import type { Tracking } from '@facture/order';

import type { HistoryWords } from './historyWords';

const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;
const of = (units: number): string => (units === 0 ? 'no items named' : count(units, 'unit'));

const partsOf = (news: Tracking, stops: (n: number) => string): ReadonlyArray<string> => [
  ...(news.courier === null ? [] : [`with ${news.courier}`]),
  ...(news.trackingNumber === null ? [] : [`number ${news.trackingNumber}`]),
  ...(news.dispatchedDate === null ? [] : [`dispatched on ${news.dispatchedDate}`]),
  ...(news.isDelivered === null ? [] : [news.isDelivered ? 'delivered' : 'not delivered']),
  ...(news.deliveredDate === null ? [] : [`on ${news.deliveredDate}`]),
  ...(news.checkpoints.length === 0 ? [] : [stops(news.checkpoints.length)]),
];

/** What is said of one order in English. */
export const inEnglish: HistoryWords = {
  placed: (value, units) => `Order placed: ${value}, ${of(units)}`,
  invoiced: (number, value, units) => `Invoice ${number}: ${value}, ${of(units)}`,
  returned: (number, value, units) => `Return ${number}: ${value}, ${of(units)}`,
  tracked: (news) =>
    [
      `Package of invoice ${news.invoiceNumber}`,
      ...partsOf(news, (n) => count(n, 'new stop')),
    ].join(', '),
  status: { placed: 'Placed', 'partially-invoiced': 'Partly invoiced', invoiced: 'Invoiced' },
  figures: {
    orderedMinor: 'Ordered',
    invoicedMinor: 'Invoiced',
    remainingMinor: 'Left to invoice',
    returnedMinor: 'Returned',
    currentMinor: 'Worth',
  },
  travel: 'Travel through the history',
  earlier: 'Earlier',
  later: 'Later',
  step: (step, all) => `Event ${step} of ${all}`,
  now: 'as it is now',
  toNow: 'To now',
  totals: 'Totals',
  lines: 'Lines',
  line: {
    item: 'Item',
    ordered: 'Ordered',
    invoiced: 'Invoiced',
    returned: 'Returned',
    left: 'Left',
  },
  curve: 'Over time',
  asTable: 'As a table',
  time: 'Time',
  documents: 'Documents',
  noDocuments: 'None yet',
  document: {
    Output: (number) => `Invoice ${number}`,
    Input: (number) => `Return ${number}`,
  },
  package: (known) => partsOf(known, (n) => count(n, 'stop')).join(', '),
  events: 'What happened',
  stored: 'As it is stored',
  loading: 'Reading the history…',
  notFound: 'There is no such order',
  noSuchOrder: (orderId) =>
    `No order has the id “${orderId}”. Look for it by an invoice number, or check the id.`,
  again: 'Try again',
  unreadable: (revision) =>
    `Event ${revision + 1} cannot be read, so nothing is shown that would follow from it. Ask whoever runs the service: its log names the event.`,
  reason: 'Why it cannot be read',
  notPlaced: 'A history begins with the placing of its order; this one does not.',
  cannotRead: (revision) => `Event ${revision + 1} cannot be read`,
  notRead: (revision) => `Event ${revision + 1}, not read for what came before it`,
  proof: {
    judging: 'Checking…',
    verified: 'Verified',
    verifiedAt: (index, size) =>
      `This event, as it is shown, is number ${index + 1} of the ${size} that the signed log holds.`,
    waiting: 'Not yet sealed',
    failed: 'Failed',
    failure: {
      'not-as-sealed':
        'This is not the event that was sealed: it was changed since, or on its way.',
      'other-order': 'This event belongs to another order.',
      'proof-missing':
        'This event is said to be sealed, and what came with it is no proof of that.',
      'was-sealed': 'This event was verified before, and now the service has no proof of it.',
      'left-out': 'This event is not sealed, though one after it is: it was put in between.',
      'out-of-place': 'This event is in the log, and not in the place where it belongs.',
    },
    doubted: 'Doubtful',
    unknown: 'Not checked',
    noAudit: 'This key may not see proofs. One with the role “Auditor” may.',
    noLog: 'The service gives no proofs now; nothing was checked.',
    allVerified: (n) =>
      n === 1
        ? 'The event is verified against the signed log'
        : `All ${n} events are verified against the signed log`,
    someWaiting: (n) => `${count(n, 'event')} not yet sealed; the rest verified`,
    someFailed: (n) => `${count(n, 'event')} failed the check against the signed log`,
    someGone: (n) => `${count(n, 'event')} verified before and not shown any more`,
    someLater: (n) =>
      `The log has ${count(n, 'later event')} of this order that ${n === 1 ? 'is' : 'are'} not shown. Load the page again; if it stays so, something is kept from you.`,
    doubt: {
      KeyMalformed: 'The key of the log is none.',
      NoteMalformed: 'The checkpoint of the log is no signed note.',
      NoteNotTrusted: 'The checkpoint is not signed by the key of the log.',
      SignatureWrong: 'The checkpoint was changed after it was signed.',
      CheckpointMalformed: 'What was signed is no checkpoint.',
      KeyChanged: 'The log is signed with another key than this browser has seen before.',
      OriginChanged: 'This is another log than this browser has seen before.',
      LogShrank: 'The log is shorter than this browser has seen it before.',
      HistoryChanged:
        'The log does not go on from what this browser has seen before: its past was changed.',
    },
    first:
      'This browser checks this log for the first time. From now on it notices when the past of the log is changed.',
    remedy:
      'Do not rely on what is shown. Compare with a checkpoint that was kept elsewhere, and tell whoever runs the service. If the service was set up anew on purpose, clear what this browser keeps of this site.',
    checkpoint: {
      title: 'What it was checked against',
      about:
        'This browser has hashed each event, followed its proof to this checkpoint, and verified the signature. Keep a copy where the service cannot reach it: any later checkpoint has to go on from it.',
      note: 'Checkpoint',
      key: 'Signed with the key',
    },
    newKey: {
      about:
        'A service may get a new key. Ask whoever runs it for the key, over another channel than this page, before you trust it. The log must go on from the one that this browser holds all the same.',
      held: 'Known until now',
      offered: 'Offered now',
      compared: 'I have compared the offered key with the one that I was told.',
      accept: 'Trust the offered key',
    },
  },
};
