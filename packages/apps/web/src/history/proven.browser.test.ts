import type { StoredEventView } from '@facture/projections';
import {
  signNote,
  writeVerifierKey,
  type ConsistencyProofView,
  type OrderProofsView,
} from '@facture/proofs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { orderPath } from '../app/route';
import {
  ALL_VERIFIED,
  ORDER,
  REFUSED,
  said,
  sentences,
  tamper,
  tamperAll,
  verdicts,
} from '../testing/historyPage';
import { describeInBrowser, openPage, type OpenPage } from '../testing/openPage';
import { newSigner } from '../testing/sealedLog';
import { ok, seedOrder } from '../testing/seed';

describeInBrowser('what is proven of an order', () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage();
    await seedOrder(open.client, { orderId: ORDER });
  });
  afterAll(() => open.close());

  const looking: OpenPage['looking'] = (...looks) => open.looking(...looks);

  it.each([
    ['its amount', ({ data }: StoredEventView) => ({ data: data.replaceAll('24970', '24971') })],
    [
      'its time',
      () => ({ recordedAt: '2026-01-01T00:00:00.000Z' as StoredEventView['recordedAt'] }),
    ],
    ['who caused it', () => ({ metadata: '{}' })],
  ])('fails an event of which somebody changed %s', (what, change) =>
    looking(orderPath(ORDER), {}, async (visit) => {
      await tamper(visit, change);
      await said(visit, '1 event failed the check against the signed log');
      expect(await verdicts(visit)).toEqual([
        'Verified',
        'Failed',
        'Verified',
        'Verified',
        'Verified',
      ]);
      await visit.page.locator('summary', { hasText: 'Failed' }).press('Enter');
      await visit.page
        .getByText('This is not the event that was sealed: it was changed since, or on its way.')
        .waitFor();
      if (what === 'its amount') {
        expect((await sentences(visit))[1]).toContain('R$249.71');
        await visit.picture('order-changed');
        expect(await visit.barriers()).toEqual([]);
      }
    }),
  );

  it('shows nothing that would follow from an event that cannot be read', () =>
    looking(orderPath(ORDER), {}, async (visit) => {
      const { page, barriers, overflow } = visit;
      await tamper(visit, () => ({ data: '{}' }));
      await said(visit, 'Event 2 cannot be read, so nothing is shown that would follow from it.');
      await page.getByText('InvoiceAdded, version 1: Invalid value undefined').waitFor();
      expect(await page.locator('dl').count()).toBe(0);
      // What is stored is shown, and judged, all the same.
      await said(visit, '1 event failed the check against the signed log');
      expect((await verdicts(visit))[1]).toBe('Failed');
      expect(await page.locator('ol > li').nth(1).innerText()).toContain('Event 2 cannot be read');
      expect(await page.locator('ol > li pre').nth(1).textContent()).toContain('"data": "{}"');
      expect(await barriers()).toEqual([]);
      expect(await overflow()).toBe(0);
    }));

  it('tells that the log has events which are not shown', () =>
    looking(orderPath(ORDER), {}, async (visit) => {
      await tamperAll(visit, (events) => events.slice(0, 3));
      await said(visit, 'The log has 2 later events of this order that are not shown.');
      expect(await verdicts(visit)).toEqual(Array.from({ length: 3 }, () => 'Verified'));
    }));

  it('tells what is not sealed yet, and verifies it once it is', () =>
    looking(orderPath(ORDER), {}, async (visit) => {
      let isSealed = false;
      await visit.page.route('**/proofs', async (route) => {
        const answer = await route.fetch();
        const proofs = (await answer.json()) as OrderProofsView;
        const events = proofs.events.map((proof) =>
          isSealed || proof.revision < 4 ? proof : { ...proof, logIndex: null, hashes: null },
        );
        await route.fulfill({ response: answer, json: { ...proofs, events } });
      });
      // A tab that has verified the event would call this a failure.
      await visit.page.reload();
      await said(visit, '1 event not yet sealed; the rest verified');
      expect((await verdicts(visit))[4]).toBe('Not yet sealed');
      expect(await visit.barriers()).toEqual([]);
      isSealed = true;
      await said(visit, ALL_VERIFIED);
    }));

  it('doubts a log that does not go on from the one that was held', () =>
    looking(orderPath(ORDER), {}, async (visit) => {
      const { page, barriers } = visit;
      await said(visit, ALL_VERIFIED);
      const held = await page.evaluate(() => localStorage.getItem('facture.checkpoint'));
      await seedOrder(open.client, { orderId: 'after', documents: 0 });
      await page.route(/\/consistency\?/u, async (route) => {
        const answer = await route.fetch();
        const proof = (await answer.json()) as ConsistencyProofView;
        await route.fulfill({ response: answer, json: { ...proof, hashes: [] } });
      });
      await page.goto(orderPath('after'));
      await said(visit, 'The log does not go on from what this browser has seen before');
      expect(await verdicts(visit)).toEqual(['Doubtful']);
      expect(await page.evaluate(() => localStorage.getItem('facture.checkpoint'))).toBe(held);
      expect(await barriers()).toEqual([]);
    }));

  it('doubts a log that is signed with another key than before, until that key is accepted', () =>
    looking(orderPath(ORDER), {}, async (visit) => {
      const { page, barriers } = visit;
      await said(visit, ALL_VERIFIED);
      const [offered = '', ...note] = await page.evaluate(() =>
        (localStorage.getItem('facture.checkpoint') ?? '').split('\n'),
      );
      const signer = newSigner();
      const [origin, size, root] = note;
      const held = signNote(`${origin}\n${size}\n${root}\n`, [signer]);
      const text = `${writeVerifierKey(signer.key)}\n${held}`;
      await page.evaluate((other) => localStorage.setItem('facture.checkpoint', other), text);
      await page.reload();
      await said(visit, 'The log is signed with another key than this browser has seen before.');
      expect(new Set(await verdicts(visit))).toEqual(new Set(['Doubtful']));
      expect(await page.getByRole('alert').innerText()).toContain('Doubtful');
      await page.getByText(offered, { exact: true }).waitFor();
      expect(await barriers()).toEqual([]);

      const trust = page.getByRole('button', { name: 'Trust the offered key' });
      expect(await trust.isDisabled()).toBe(true);
      await page.getByLabel('I have compared').check();
      await trust.click();
      await said(visit, ALL_VERIFIED);
      await page.reload();
      await said(visit, ALL_VERIFIED);
    }));

  it('doubts a log that nobody has signed as it is', () =>
    looking(orderPath(ORDER), {}, async (visit) => {
      const { page } = visit;
      await page.route('**/proofs', async (route) => {
        const answer = await route.fetch();
        const proofs = (await answer.json()) as { readonly checkpoint: string };
        const checkpoint = proofs.checkpoint.replace(/^([^\n]+\n)\d+/u, '$19999');
        await route.fulfill({ response: answer, json: { ...proofs, checkpoint } });
      });
      await page.reload();
      await said(visit, 'The checkpoint was changed after it was signed.');
    }));

  it('hands out the checkpoint that it was checked against', () =>
    looking(orderPath(ORDER), {}, async (visit) => {
      const { page, barriers, overflow } = visit;
      await said(visit, ALL_VERIFIED);
      await page.getByText('What it was checked against').click();
      const shown = (name: string) => page.getByLabel(name, { exact: true }).innerText();
      expect(await shown('Checkpoint')).toBe(ok(await open.client.checkpoint()));
      expect(await shown('Signed with the key')).toBe(ok(await open.client.verifierKey()));
      expect(await barriers()).toEqual([]);
      expect(await overflow()).toBe(0);
      await visit.picture('order-checkpoint');
    }));

  it('fails the events of an order that another one is shown as', () =>
    looking(orderPath(ORDER), {}, async (visit) => {
      await said(visit, ALL_VERIFIED);
      await visit.page.route('**/api/orders/other-order/*', async (route) => {
        const url = route.request().url().replace('other-order', encodeURIComponent(ORDER));
        await route.fulfill({ response: await route.fetch({ url }) });
      });
      await visit.page.goto(orderPath('other-order'));
      await said(visit, '5 events failed the check against the signed log');
    }));

  it('says that nothing was checked to a key that may not see proofs', () =>
    looking(
      '/docs',
      {},
      async (visit) => {
        const problem = { type: 'x', title: 'T', status: 403, detail: 'D', code: 'C', fields: [] };
        await visit.page.route('**/proofs', (route) =>
          route.fulfill({ status: 403, json: problem }),
        );
        await visit.page.goto(orderPath(ORDER));
        await said(visit, 'Not checked. This key may not see proofs.');
      },
      [REFUSED],
    ));
});
