import { inMemoryStore, StoreReadError, type EventStore } from '@facture/contract';
import {
  emptySealedLogMemory,
  inMemorySealedLog,
  ownInMemorySealedLog,
  seal,
} from '@facture/contract/sealing';
import {
  leafHash,
  openNote,
  readCheckpoint,
  readVerifierKey,
  verifierKey,
  verifyConsistency,
  verifyInclusion,
  type Checkpoint,
} from '@facture/proofs';
import { sha256 } from '@facture/sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import { generateKeyPairSync, sign } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import { clientOf, refusalIn } from '../testing/client';
import { notification, orderDocument } from '../testing/documents';
import { startTestService, type TestService } from '../testing/testService';
import { verifyEd25519 } from '../testing/verifyEd25519';
import type { ConsistencyProofView, InclusionProofView, OrderProofsView } from '@facture/proofs';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
const key = verifierKey(sha256, 'facture/test', raw);

/** A service whose store is sealed in this process until `stop`. */
const startSealed = async (store: EventStore) => {
  const memory = emptySealedLogMemory();
  const owned = ownInMemorySealedLog(memory);
  if (E.isLeft(owned)) throw new Error('somebody has the log');
  const stopping = new AbortController();
  const sealing = seal(
    {
      store,
      log: owned.right,
      hash: sha256,
      keys: { current: { key, sign: (m) => sign(null, m, privateKey) }, verify: verifyEd25519 },
      intervalMs: 1,
      random: () => 0,
      sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
    },
    stopping.signal,
  );
  const service = await startTestService({
    store,
    ports: { sealedLog: inMemorySealedLog(memory) },
  });
  return {
    service,
    memory,
    until: async (size: number) => {
      while ((owned.right.latest()?.size ?? 0) < size) await wait(1);
    },
    stop: async () => {
      stopping.abort();
      await sealing;
    },
  };
};

const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
const texts = (hashes: ReadonlyArray<string>) => hashes.map(bytes);

describe('the routes for auditors', () => {
  const store = inMemoryStore({ now: () => new Date() });
  let sealed: Awaited<ReturnType<typeof startSealed>>;
  let service: TestService;
  const earlier = new Array<Checkpoint>();

  const get = (path: string) => service.send('GET', path, { as: 'auditor' });
  const checkpoint = async (): Promise<Checkpoint> => {
    const { text } = await get('/api/audit/checkpoint');
    const opened = openNote(verifyEd25519, [key], text);
    const read = E.flatMap(readCheckpoint)(opened);
    if (E.isLeft(read)) throw new Error(JSON.stringify(read.left));
    return read.right;
  };

  beforeAll(async () => {
    sealed = await startSealed(store);
    service = sealed.service;
    const client = clientOf(service);
    for (let order = 1; order <= 9; order++) {
      const orderId = `audit-0${order}`;
      await client.place(orderDocument(orderId, { seller: orderId }));
      await client.accept(orderId, notification(`A-${order}`, { items: [], invoiceValue: 1 }));
      await sealed.until(order * 2);
      earlier.push(await checkpoint());
    }
  });
  afterAll(async () => {
    await sealed.stop();
    await service.close();
  });

  it('serve a checkpoint that the key they serve has signed', async () => {
    const { text, headers } = await get('/api/audit/key');
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(readVerifierKey(sha256, text.trimEnd())).toEqual(E.right(key));
    expect(await checkpoint()).toMatchObject({ origin: 'facture/test', size: 18 });
  });

  it('prove every event in the latest log and in earlier ones', async () => {
    let index = 0;
    for await (const event of store.readAll()) {
      for (const { size, rootHash } of [...earlier, await checkpoint()]) {
        const query = `position=${event.position}&size=${size}`;
        const answer = await get(`/api/audit/proofs/inclusion?${query}`);
        if (index >= size) {
          expect(refusalIn(answer)).toMatchObject({ status: 404, code: 'EventNotSealed' });
          continue;
        }
        const proof = answer.body as InclusionProofView;
        expect(proof).toMatchObject({ position: event.position.toString(), logIndex: index, size });
        const leaf = leafHash(sha256, event);
        expect(bytes(proof.leafHash)).toEqual(leaf);
        const claim = { index, size, leafHash: leaf, rootHash };
        expect(verifyInclusion(sha256, claim, texts(proof.hashes))).toBe(true);
      }
      index += 1;
    }
    expect(index).toBe(18);
    const latest = (await get('/api/audit/proofs/inclusion?position=1')).body;
    expect(latest).toMatchObject({ size: 18 });
  });

  it('prove each checkpoint from each one before', async () => {
    const latest = await checkpoint();
    for (const older of earlier)
      for (const newer of [...earlier.filter(({ size }) => size >= older.size), latest]) {
        const answer = await get(
          `/api/audit/proofs/consistency?from=${older.size}&to=${newer.size}`,
        );
        const { from, to, hashes } = answer.body as ConsistencyProofView;
        const claim = { from, to, fromRoot: older.rootHash, toRoot: newer.rootHash };
        expect([from, to]).toEqual([older.size, newer.size]);
        expect(verifyConsistency(sha256, claim, texts(hashes))).toBe(true);
      }
    const answer = await get('/api/audit/proofs/consistency?from=1');
    expect(answer.body).toMatchObject({ from: 1, to: latest.size });
  });

  it('prove all events of an order at once', async () => {
    const { body } = await get('/api/orders/audit-03/proofs');
    const view = body as OrderProofsView;
    const opened = E.flatMap(readCheckpoint)(openNote(verifyEd25519, [key], view.checkpoint ?? ''));
    if (E.isLeft(opened)) throw new Error('the checkpoint is not signed');
    const { size, rootHash } = opened.right;
    expect(view.events.map(({ revision }) => revision)).toEqual([0, 1]);
    for await (const event of store.read('order-audit-03')) {
      const found = view.events[event.revision];
      expect(found?.position).toBe(event.position.toString());
      const claim = {
        index: found?.logIndex ?? -1,
        size,
        leafHash: leafHash(sha256, event),
        rootHash,
      };
      expect(verifyInclusion(sha256, claim, texts(found?.hashes ?? []))).toBe(true);
    }
  });

  it.each([
    ['/api/audit/proofs/inclusion', 400, 'InvalidDocument', ['position']],
    ['/api/audit/proofs/inclusion?position=-1', 400, 'InvalidDocument', ['position']],
    ['/api/audit/proofs/inclusion?position=1&size=0', 400, 'InvalidDocument', ['size']],
    ['/api/audit/proofs/inclusion?position=1&size=19', 404, 'NoSuchLogSize', []],
    ['/api/audit/proofs/inclusion?position=77', 404, 'EventNotSealed', []],
    ['/api/audit/proofs/consistency', 400, 'InvalidDocument', ['from']],
    ['/api/audit/proofs/consistency?from=3&to=2', 404, 'NoSuchLogSize', []],
    ['/api/audit/proofs/consistency?from=3&to=x', 400, 'InvalidDocument', ['to']],
    ['/api/audit/proofs/consistency?from=1&to=19', 404, 'NoSuchLogSize', []],
    ['/api/audit/proofs/consistency?from=19', 404, 'NoSuchLogSize', []],
    ['/api/orders/audit-99/proofs', 404, 'OrderNotFound', []],
  ])('refuse %s with %i %s', async (path, status, code, fields) => {
    expect(refusalIn(await get(path))).toEqual({ status, code, fields });
  });

  it('are for auditors', async () => {
    for (const path of [
      '/api/audit/checkpoint',
      '/api/audit/key',
      '/api/audit/proofs/inclusion?position=1',
      '/api/audit/proofs/consistency?from=1',
      '/api/orders/audit-01/proofs',
    ]) {
      const as = (who: 'fulfilment' | 'nobody') => service.send('GET', path, { as: who });
      expect((await as('fulfilment')).status).toBe(403);
      expect((await as('nobody')).status).toBe(401);
    }
  });

  it('tell how much is sealed, and how old the oldest event is that is not', async () => {
    const metric = async (name: string) => {
      const { text } = await service.send('GET', '/metrics', { as: 'nobody' });
      return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    };
    expect(await metric('facture_sealed_events')).toBe(18);
    expect(await metric('facture_seal_lag_seconds')).toBe(0);
    await sealed.stop();
    await clientOf(service).place(orderDocument('audit-late', { seller: 'late' }));
    await wait(20);
    expect(await metric('facture_sealed_events')).toBe(18);
    expect(await metric('facture_seal_lag_seconds')).toBeGreaterThan(0.01);
    const view = (await get('/api/orders/audit-late/proofs')).body as OrderProofsView;
    expect(view.checkpoint).not.toBeNull();
    expect(view.events).toEqual([{ revision: 0, position: '19', logIndex: null, hashes: null }]);
  });
});

describe('a service', () => {
  const paths = [
    '/api/audit/checkpoint',
    '/api/audit/key',
    '/api/audit/proofs/inclusion?position=1',
    '/api/audit/proofs/consistency?from=1',
  ];

  it('that keeps no log, or has nothing sealed yet, says so', async () => {
    for (const sealedLog of [undefined, inMemorySealedLog(emptySealedLogMemory())]) {
      const service = await startTestService({ ports: { sealedLog } });
      await clientOf(service).place(orderDocument('unsealed-01'));
      for (const path of paths)
        expect(refusalIn(await service.send('GET', path))).toMatchObject({
          status: 404,
          code: 'NothingSealed',
        });
      expect((await service.send('GET', '/api/orders/unsealed-01/proofs')).body).toEqual({
        checkpoint: null,
        events: [{ revision: 0, position: '1', logIndex: null, hashes: null }],
      });
      expect((await service.send('GET', '/health/ready', { as: 'nobody' })).status).toBe(200);
      await service.close();
    }
  });

  it('whose log cannot be read goes on with everything else', async () => {
    const away = () => {
      throw new StoreReadError('Unavailable', 'disk /dev/sda1');
    };
    const sealedLog = { ...inMemorySealedLog(emptySealedLogMemory()), latest: away };
    const service = await startTestService({ ports: { sealedLog } });
    await clientOf(service).place(orderDocument('unread-01'));
    for (const path of [...paths, '/api/orders/unread-01/proofs']) {
      const answer = await service.send('GET', path);
      expect(refusalIn(answer)).toMatchObject({ status: 503, code: 'LogUnavailable' });
      expect(answer.headers['retry-after']).toBe('1');
      expect(answer.text).not.toContain('sda1');
    }
    expect(service.logged()).toContain('sda1');
    const { text } = await service.send('GET', '/metrics', { as: 'nobody' });
    expect(text).toContain('facture_events_written_total');
    expect((await service.send('GET', '/health/ready', { as: 'nobody' })).status).toBe(200);
    await service.close();
  });
});
