import type { HistoryView, StoredEventView } from '@facture/projections';
import { signNote, writeVerifierKey } from '@facture/proofs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { orderPath } from '../app/route';
import { describeInBrowser, openPage, type OpenPage, type Visit } from '../testing/openPage';
import { newSigner } from '../testing/sealedLog';
import { ok, saleOf, seedOrder } from '../testing/seed';

const ORDER = '1183-A/7 é';
const ALL_VERIFIED = 'All 5 events are verified against the signed log';

// The browser tells of every answer that is no success.
const REFUSED = /^error: Failed to load resource/;

describeInBrowser('the history of an order', () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage();
    await seedOrder(open.client, { orderId: ORDER });
  });
  afterAll(() => open.close());

  const looking: OpenPage['looking'] = (...looks) => open.looking(...looks);
  /** Waits for what is said of the order as a whole. */
  const said = ({ page }: Visit, text: string) =>
    page.getByRole('status').or(page.getByRole('alert')).getByText(text).waitFor();
  const step = ({ page }: Visit, text: string) =>
    page.getByRole('region', { name: 'Travel' }).getByText(text).waitFor();
  const sentences = ({ page }: Visit) => page.locator('ol > li button > span').allInnerTexts();
  const verdicts = ({ page }: Visit) => page.locator('ol > li summary').allInnerTexts();
  const figures = async ({ page }: Visit): Promise<ReadonlyArray<string>> =>
    (await page.locator('dl > div').allInnerTexts()).map((text) =>
      text.replace(/\s*\n+\s*/gu, ' ').trim(),
    );

  /** Answers with the history as it is but for one stored event. */
  const tamper = async (
    { page }: Visit,
    change: (stored: StoredEventView) => Partial<StoredEventView>,
  ): Promise<void> => {
    await page.route('**/history', async (route) => {
      const answer = await route.fetch();
      const history = (await answer.json()) as HistoryView;
      const events = history.events.map((event, index) =>
        index === 1 ? { ...event, stored: { ...event.stored, ...change(event.stored) } } : event,
      );
      await route.fulfill({ response: answer, json: { ...history, events } });
    });
    await page.reload();
  };

  it('tells what happened in plain words, what it comes to, and that it is proven', () =>
    looking(orderPath(ORDER), {}, async (visit) => {
      await said(visit, ALL_VERIFIED);
      expect(await sentences(visit)).toEqual([
        'Order placed: R$328.50, 5 units',
        `Invoice ${ORDER}/1: R$249.70, 3 units`,
        `Package of invoice ${ORDER}/1, with Correios, number BR-481516`,
        `Invoice ${ORDER}/2: R$78.80, 2 units`,
        `Return ${ORDER}/R1: R$34.90, 1 unit`,
      ]);
      expect(await verdicts(visit)).toEqual(Array.from({ length: 5 }, () => 'Verified'));
      expect(await figures(visit)).toEqual([
        'Ordered R$328.50',
        'Invoiced R$328.50',
        'Left to invoice R$0.00',
        'Returned R$34.90 +R$34.90',
        'Worth R$293.60 -R$34.90',
      ]);
      const { page, barriers, picture } = visit;
      expect(await page.locator('table tbody tr').allInnerTexts()).toEqual([
        'mug-blue\t4\t4\t1\t0',
        'kettle-1l\t1\t1\t0\t0',
      ]);
      await picture('order');
      expect(await barriers()).toEqual([]);
      await page.locator('ol summary').nth(3).press('Enter');
      await page.getByText('This event, as it is shown, is number 4 of the 5').waitFor();
      await page.locator('pre', { hasText: `${ORDER}/2` }).waitFor();
      await page.getByRole('img', { name: 'Over time' }).scrollIntoViewIfNeeded();
      await picture('order-stored');
      expect(await barriers()).toEqual([]);
    }));

  it('is travelled by slider, keys and buttons, and shows what changed', () =>
    looking(orderPath(ORDER), {}, async (visit) => {
      const { page, picture, barriers } = visit;
      await step(visit, 'Event 5 of 5, as it is now');
      await page.keyboard.press('ArrowLeft');
      await step(visit, 'Event 4 of 5');
      await page.getByRole('slider', { name: 'Travel through the history' }).focus();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await step(visit, 'Event 2 of 5');
      expect(await figures(visit)).toEqual([
        'Ordered R$328.50',
        'Invoiced R$249.70 +R$249.70',
        'Left to invoice R$78.80 -R$249.70',
        'Returned R$0.00',
        'Worth R$249.70 -R$78.80',
      ]);
      expect(await page.locator('table tbody tr').allInnerTexts()).toEqual([
        'mug-blue\t4\t2\t0\t2',
        'kettle-1l\t1\t1\t0\t0',
      ]);
      await page.getByText('Partly invoiced').waitFor();
      await said(visit, ALL_VERIFIED);
      await picture('order-travelled');
      expect(await barriers()).toEqual([]);
      await page.keyboard.press('Home');
      await step(visit, 'Event 1 of 5');
      expect(await page.getByRole('button', { name: 'Earlier' }).isDisabled()).toBe(true);
      await page.getByRole('button', { name: 'Later' }).click();
      await step(visit, 'Event 2 of 5');
      await page.getByRole('button', { name: /^Return/ }).click();
      await step(visit, 'Event 5 of 5');
      const field = page.getByRole('textbox', { name: 'Order id or invoice number' });
      await field.fill('typed');
      await field.press('ArrowLeft');
      await step(visit, 'Event 5 of 5');
    }));

  it('grows while it is looked at, and is proven soon after', async () => {
    await seedOrder(open.client, { orderId: 'live', documents: 0 });
    await looking(orderPath('live'), {}, async (visit) => {
      await said(visit, 'The event is verified against the signed log');
      ok(await open.client.notify('live', saleOf('L-1', 30_000)));
      await step(visit, 'Event 2 of 2, as it is now');
      await said(visit, 'All 2 events are verified');
      await visit.page.keyboard.press('ArrowLeft');
      await step(visit, 'Event 1 of 2');
      ok(await open.client.notify('live', saleOf('L-2', 2_850)));
      // Whoever looks at the past stays there.
      await step(visit, 'Event 1 of 3');
      await said(visit, 'All 3 events are verified');
    });
  });

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
      await tamper(visit, () => ({ data: '{}' }));
      await visit.page.getByText('Event 2 cannot be read').waitFor();
      expect(await visit.page.locator('dl').count()).toBe(0);
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

  it('says that there is no such order, and what to do', () =>
    looking(
      orderPath('nowhere'),
      {},
      async ({ page, barriers }) => {
        await page.getByRole('heading', { name: 'There is no such order' }).waitFor();
        await page.getByText('Look for it by an invoice number').waitFor();
        expect(await barriers()).toEqual([]);
      },
      [REFUSED],
    ));

  it.each([
    ['light', 'en-US', 1_100, undefined],
    ['dark', 'en-US', 1_100, 'order-dark'],
    ['light', 'pt-BR', 1_100, undefined],
    ['light', 'pt-BR', 360, undefined],
    ['dark', 'en-US', 360, 'order-narrow'],
  ] as const)('is readable in %s, %s, on %d pixels', (colorScheme, locale, width, picture) =>
    looking(
      orderPath(ORDER),
      { colorScheme, locale, viewport: { width, height: 760 } },
      async (visit) => {
        await said(visit, locale === 'pt-BR' ? 'Todos os 5 eventos conferem' : ALL_VERIFIED);
        const value = locale === 'pt-BR' ? 'R$ 249,70' : 'R$249.70';
        await visit.page.getByText(value).first().waitFor();
        expect(await visit.overflow()).toBe(0);
        expect(await visit.barriers()).toEqual([]);
        if (picture !== undefined) await visit.picture(picture);
      },
    ),
  );
});
