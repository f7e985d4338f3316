import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { orderPath } from '../app/route';
import {
  ALL_VERIFIED,
  figures,
  ORDER,
  REFUSED,
  said,
  sentences,
  step,
  verdicts,
} from '../testing/historyPage';
import { describeInBrowser, openPage, type OpenPage } from '../testing/openPage';
import { ok, saleOf, seedOrder } from '../testing/seed';

describeInBrowser('the history of an order', () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage();
    await seedOrder(open.client, { orderId: ORDER });
  });
  afterAll(() => open.close());

  const looking: OpenPage['looking'] = (...looks) => open.looking(...looks);

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
      await page
        .getByText(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC$/u)
        .nth(3)
        .waitFor();
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

  it('lists the documents as of then, and shows the curve as numbers', () =>
    looking(orderPath(ORDER), {}, async (visit) => {
      const { page, barriers, overflow } = visit;
      const documents = () =>
        page.locator('section', { hasText: 'Documents' }).locator('ul').last().innerText();
      await step(visit, 'Event 5 of 5');
      expect(await documents()).toContain(`Return ${ORDER}/R1`);
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await step(visit, 'Event 3 of 5');
      expect((await documents()).split('\n')).toEqual([
        `Invoice ${ORDER}/1`,
        'R$249.70',
        'with Correios, number BR-481516',
      ]);
      await page.getByText('As a table').click();
      const numbers = page.getByRole('region', { name: 'Over time' });
      expect(await numbers.locator('tbody tr td').allInnerTexts()).toHaveLength(20);
      expect(await numbers.locator('tr[aria-current] td').allInnerTexts()).toEqual([
        'R$249.70',
        'R$249.70',
        'R$0.00',
        'R$328.50',
      ]);
      expect(await barriers()).toEqual([]);
      expect(await overflow()).toBe(0);
      await numbers.scrollIntoViewIfNeeded();
      await page.setViewportSize({ width: 360, height: 760 });
      expect(await overflow()).toBe(0);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await barriers()).toEqual([]);
    }));

  it('leaves the arrow keys to a text that is wider than its place', () =>
    looking(orderPath(ORDER), {}, async (visit) => {
      const { page } = visit;
      await step(visit, 'Event 5 of 5');
      await page.locator('ol summary').nth(3).press('Enter');
      const text = page.locator('ol pre').nth(3);
      await text.press('ArrowRight');
      await step(visit, 'Event 5 of 5');
      await page.waitForFunction(() => (document.activeElement?.scrollLeft ?? 0) > 0);
      await text.press('ArrowLeft');
      await step(visit, 'Event 5 of 5');
    }));

  it('is as quick with five hundred events', async () => {
    const orderId = 'long';
    await seedOrder(open.client, { orderId, documents: 0 });
    for (let n = 1; n < 500; n++)
      ok(await open.client.notify(orderId, saleOf(`N-${n}`, 10 + (n % 50))));
    await looking(orderPath(orderId), {}, async (visit) => {
      const { page } = visit;
      await said(visit, 'All 500 events are verified against the signed log');
      // One step is what the browser can show in a few frames.
      const medianMs = await page.evaluate(async () => {
        const nextFrame = () =>
          new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
        const times: Array<number> = [];
        for (let n = 0; n < 60; n++) {
          const begun = performance.now();
          const key = { key: 'ArrowLeft', bubbles: true, cancelable: true };
          document.body.dispatchEvent(new KeyboardEvent('keydown', key));
          await nextFrame();
          times.push(performance.now() - begun);
        }
        return times.sort((one, other) => one - other)[30];
      });
      expect(medianMs).toBeLessThan(250);
      await step(visit, 'Event 440 of 500');
    });
  });

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
