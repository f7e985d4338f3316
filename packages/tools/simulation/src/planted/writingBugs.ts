import type { PlantedBug } from './plantedBug';

const HANDLE = 'stores/contract/src/handle.ts';

/** Ways in which writing and following go wrong, then those of the adapter. */
export const writingBugs: ReadonlyArray<PlantedBug> = [
  {
    name: 'claims not taken',
    about: 'a number on two orders of one seller',
    file: HANDLE,
    piece: `const append = store.append(orderStream(orderId), loaded.revision, batch, {
          claims: claimsOf(scope)(events),`,
    instead: `const append = store.append(orderStream(orderId), loaded.revision, batch, {
          claims: [],`,
    store: 'memory',
  },
  {
    name: 'an unknown outcome taken for success',
    about: 'an acknowledged invoice that was never written',
    file: HANDLE,
    piece: "if (first.type !== 'OutcomeUnknown') return first;",
    instead: `if (first.type === 'OutcomeUnknown')
      return { type: 'Appended', revision: 0, position: 0n };
    if (first.type !== 'OutcomeUnknown') return first;`,
    store: 'memory',
  },
  {
    name: 'following on after a lost event',
    about: 'a subscriber begins one event too late after a restart',
    file: 'stores/contract/src/catchUp.ts',
    piece: 'const after = readModel.checkpoint();',
    instead: `const checkpoint = readModel.checkpoint();
  const after = checkpoint === undefined ? undefined : checkpoint + 1n;`,
    store: 'memory',
  },
  {
    name: 'any revision',
    about: 'adapter: appends with the expected revision "any"',
    file: 'stores/eventstoredb/src/requests.ts',
    piece: `if (expected === 'no-stream') options.setNoStream(new Empty());
  else options.setRevision(expected.toString());`,
    instead: 'options.setAny(new Empty());',
    store: 'eventstoredb',
  },
  {
    name: 'repeated with new ids',
    about: 'adapter: an append whose answer was lost is sent again as another one',
    file: 'stores/eventstoredb/src/serverStreams.ts',
    piece: `const requests = appendRequests(stream, expected, batch);
      return async () => {`,
    instead: `let tries = 0;
      return async () => {
        tries += 1;
        const renamed = batch.map((event) => ({
          ...event,
          id: tries === 1 ? event.id : event.id.slice(0, -2) + String(10 + tries),
        }));
        const requests = appendRequests(stream, expected, renamed);`,
    store: 'eventstoredb',
  },
  {
    name: 'filter dropped',
    about: 'adapter: subscribers are told of claims as of orders',
    file: 'stores/eventstoredb/src/streamFilter.ts',
    piece: `  pattern: \`^\${escaped(space)}\${NOT_INTERNAL}\${escaped(prefix)}\`,
  nameOf: (stream) => {
    const name = without(space, stream);
    return name?.startsWith(prefix) === true && !isInternal(name) ? name : undefined;
  },`,
    instead: `  pattern: '.*' + prefix.slice(prefix.length),
  nameOf: (stream) => without(space, stream),`,
    store: 'eventstoredb',
  },
  {
    name: 'subscription ended quietly',
    about: 'adapter: a subscription that the server dropped is over',
    file: 'stores/eventstoredb/src/subscription.ts',
    piece: 'if (isStopped()) return undefined;',
    instead: 'if (!signal?.aborted) return undefined;',
    store: 'eventstoredb',
  },
  {
    name: 'a claim given back that was held before',
    about: 'adapter: a number that stands on a document is free again after a lost race',
    file: 'stores/eventstoredb/src/claims.ts',
    piece: 'if (!wasFree) return;',
    instead: 'if (!wasFree && revision < 0) return;',
    store: 'eventstoredb',
  },
];
