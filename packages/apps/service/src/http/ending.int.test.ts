import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

import { inMemoryStore, type EventStore } from '@facture/contract';
import { describe, expect, it } from '@jest/globals';

import { clientOf } from '../testing/client';
import { notification, orderDocument } from '../testing/documents';
import { listening, socketClientOf } from '../testing/listening';
import { startTestService } from '../testing/testService';

describe('ending', () => {
  it('waits for the requests there are, then closes their connections at once', async () => {
    const inner = inMemoryStore({ now: () => new Date() });
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let isSlow = false;
    const store: EventStore = {
      ...inner,
      append:
        (...args) =>
        async () => {
          if (isSlow) await released;
          return inner.append(...args)();
        },
    };
    const service = await startTestService({ store });
    await clientOf(service).place(orderDocument('ending-01'));
    const client = await socketClientOf(service);
    isSlow = true;
    const answer = client.send('POST', '/api/oms/pvt/orders/ending-01/invoice', notification('E1'));
    await new Promise((resolve) => setTimeout(resolve, 300));

    let isClosed = false;
    const closed = service.app.close().then(() => (isClosed = true));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isClosed).toBe(false);
    release();
    expect((await answer).status).toBe(200);
    // The client would have kept its connection for as long as the service lets it.
    const started = Date.now();
    await closed;
    expect(Date.now() - started).toBeLessThan(5_000);
    client.end();
    await service.close();
  });
});

describe('what is no HTTP', () => {
  it('is answered in the platform envelope', async () => {
    const service = await startTestService();
    const { port } = new URL(await listening(service));
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('HELLO\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      error: { code: 'MalformedRequest', exception: null },
    });
    await service.close();
  });
});
