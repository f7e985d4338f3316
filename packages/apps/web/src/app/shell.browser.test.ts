import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { describeInBrowser, openPage, type OpenPage, type Visit } from '../testing/openPage';
import { numbersOf, ok, seedOrder } from '../testing/seed';
import { credentials } from '../testing/startService';

const ORDER = '1183-A/7 é';
const [FIRST, SECOND] = numbersOf(ORDER);
const LONG = `marketplace-${'0123456789'.repeat(6)}-01`;

// The browser tells of every answer that is no success.
const NO_SUCH_ID = /^error: Failed to load resource: .*404/;

let open: OpenPage;
beforeAll(async () => {
  open = await openPage();
});
afterAll(() => open.close());

const looking: OpenPage['looking'] = (...looks) => open.looking(...looks);

const find = async ({ page }: Visit, text: string): Promise<void> => {
  await page.getByRole('searchbox').or(page.getByLabel('Order id or invoice number')).fill(text);
  await page.keyboard.press('Enter');
};

const signIn = async ({ page }: Visit, token: string = credentials.token): Promise<void> => {
  await page.getByLabel('Access key').fill(credentials.appKey);
  await page.getByLabel('Token', { exact: true }).fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
};

describeInBrowser('before there is an order', () => {
  it('says so, and where to read how to place one', () =>
    looking('/', {}, async ({ page, barriers }) => {
      await page.getByText('There are no orders yet.').waitFor();
      expect(await page.getByRole('link', { name: 'How to place one' }).getAttribute('href')).toBe(
        '/docs',
      );
      expect(await barriers()).toEqual([]);
    }));
});

describeInBrowser('the shell', () => {
  beforeAll(async () => {
    await seedOrder(open.client, { orderId: LONG, documents: 1 });
    await seedOrder(open.client, { orderId: 'yen-1', currency: 'JPY', documents: 0 });
    await seedOrder(open.client, { orderId: ORDER });
    // The same number of another seller.
    ok(
      await open.client.place({
        orderId: 'other-seller',
        value: 100,
        items: [{ id: 'x', quantity: 1, price: 100, seller: 'another' }],
        storePreferencesData: { currencyCode: 'BRL' },
      }),
    );
    ok(
      await open.client.notify('other-seller', {
        type: 'Output',
        invoiceNumber: SECOND,
        invoiceValue: 100,
        issuanceDate: '2026-02-02',
      }),
    );
  });

  it('is served under a strict policy, compressed, and never stale', async () => {
    const answer = await fetch(`${open.url}/orders/any`, { headers: { accept: 'text/html' } });
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; /);
    expect(answer.headers.get('content-security-policy')).not.toMatch(/unsafe|http|\*|data:/);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    const [, script = ''] =
      /<script type="module"[^>]* src="([^"]+)"/.exec(await answer.text()) ?? [];
    const asset = await fetch(`${open.url}${script}`, { headers: { 'accept-encoding': 'br' } });
    expect(script).toMatch(/^\/assets\/[\w-]+\.js$/);
    expect(asset.headers.get('content-encoding')).toBe('br');
    expect(asset.headers.get('cache-control')).toContain('immutable');
  });

  it('loads at most 220 kB compressed at first, fonts aside', () => {
    const page = join(__dirname, '../../dist/page');
    const bytes = globSync('**/*.gz', { cwd: page }).map((file) => statSync(join(page, file)).size);
    expect(bytes.length).toBeGreaterThan(2);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(220_000);
  });

  it('runs nothing that is written into it', () =>
    looking(
      '/',
      {},
      async ({ page }) => {
        await page.evaluate(() => {
          const script = document.createElement('script');
          script.textContent = 'document.title = "changed"';
          document.body.append(script);
        });
        expect(await page.title()).toBe('Find an order · Facture');
      },
      [/^error: .*Content Security Policy/],
    ));

  it('lets in whoever has a key, for as long as the tab is open', () =>
    looking('/', { isSignedIn: false }, async (visit) => {
      const { page, barriers, picture } = visit;
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
      await picture('sign-in');
      expect(await barriers()).toEqual([]);
      await signIn(visit);
      await page.getByRole('link', { name: ORDER }).waitFor();
      await page.reload();
      await page.getByRole('link', { name: ORDER }).waitFor();
      const kept = await page.evaluate(() => JSON.stringify(localStorage) + document.cookie);
      expect(kept).not.toContain(credentials.token);

      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    }));

  it('says what is wrong with a key', () =>
    looking(
      '/',
      { isSignedIn: false },
      async (visit) => {
        await signIn(visit, 'wrong');
        const alert = visit.page.getByRole('alert');
        await alert.getByText('There is no such key, or the token is not its own.').waitFor();
        expect(await visit.barriers()).toEqual([]);
        await signIn(visit, 'wr\u2603ng');
        await alert.getByText('A key has only letters, digits and signs.').waitFor();
        await signIn(visit);
        await visit.page.getByRole('heading', { name: 'Find an order' }).waitFor();
      },
      [/^error: Failed to load resource: .*401/],
    ));

  it.each([
    ['the key may not look', 403, {}, 'This key may not view orders.'],
    ['it is asked too often', 429, { 'Retry-After': '7' }, 'Try again in 7 seconds.'],
    ['something else answers', 200, {}, 'What answered is not this service'],
  ] as const)('says that %s', async (_what, status, headers, said) => {
    const visit = await open.visit('/', { isSignedIn: false });
    const problem = { type: 'urn:x', title: 'T', status, detail: 'D', code: 'C', fields: [] };
    const body = status === 200 ? '<html>' : JSON.stringify(problem);
    await visit.page.route('**/api/**', (route) => route.fulfill({ status, headers, body }));
    await signIn(visit);
    await visit.page.getByRole('alert').getByText(said).waitFor();
    await visit.leave();
  });

  it('says that the service is away, and tries again when told to', async () => {
    const visit = await open.visit('/?find=nothing');
    await visit.page.getByText('No order has the id').waitFor();
    await visit.page.route('**/api/**', (route) => route.abort());
    await find(visit, 'else');
    await visit.page.getByRole('alert').getByText('The service does not answer.').waitFor();
    await visit.page.unroute('**/api/**');
    await visit.page.getByRole('button', { name: 'Try again' }).click();
    await visit.page.getByText('No order has the id or an invoice of the number “else”').waitFor();
    await visit.leave();
  });

  it('asks for a key again when the service stops taking this one', async () => {
    const visit = await open.visit('/');
    await visit.page.getByRole('link', { name: ORDER }).waitFor();
    await visit.page.route('**/api/**', (route) => route.fulfill({ status: 401, body: '{}' }));
    await find(visit, 'anything');
    await visit.page.getByText('The service no longer takes this key.').waitFor();
    await visit.leave();
  });

  it('lists the orders that changed last, with what they are worth', () =>
    looking('/', {}, async ({ page, barriers, picture }) => {
      await page.getByRole('heading', { name: 'Changed last' }).waitFor();
      await picture('find');
      const rows = await page.getByRole('listitem').allInnerTexts();
      const told = rows.map((row) => row.split('\n').slice(0, 3));
      expect(told).toEqual([
        ['other-seller', 'R$1.00', 'Invoiced'],
        [ORDER, 'R$293.60', 'Invoiced'],
        ['yen-1', '¥32,850', 'Placed'],
        [LONG, 'R$249.70', 'Partly invoiced'],
      ]);
      expect(await barriers()).toEqual([]);
    }));

  it.each([
    ['id', ORDER, []],
    ['invoice number', ` ${FIRST} `, [NO_SUCH_ID]],
  ])('goes to the one order of an %s, and back', (_what, text, expected) =>
    looking(
      '/',
      {},
      async (visit) => {
        const { page } = visit;
        await find(visit, text);
        await page.waitForURL(`**/orders/${encodeURIComponent(ORDER)}`);
        expect(await page.title()).toBe(`${ORDER} · Facture`);
        await page.goBack();
        await page.getByRole('heading', { name: 'Changed last' }).waitFor();
      },
      expected,
    ),
  );

  it('lists the orders of a number that two sellers have', () =>
    looking(
      '/',
      {},
      async (visit) => {
        const { page } = visit;
        await find(visit, SECOND);
        await page.getByRole('heading', { name: `2 orders for “${SECOND}”` }).waitFor();
        expect(await page.getByRole('listitem').count()).toBe(2);
        await page.reload();
        await page.getByRole('link', { name: 'other-seller' }).click();
        await page.waitForURL('**/orders/other-seller');
      },
      [NO_SUCH_ID, NO_SUCH_ID],
    ));

  it('says what to do when nothing is found', () =>
    looking(
      '/',
      {},
      async (visit) => {
        await find(visit, 'N-404');
        const { page, barriers } = visit;
        await page.getByText('No order has the id or an invoice of the number “N-404”.').waitFor();
        await page.getByText('Both are looked for as they are written').waitFor();
        expect(await barriers()).toEqual([]);
      },
      [NO_SUCH_ID],
    ));

  it('shows the order of an address, to those who sign in there', () =>
    looking(`/orders/${encodeURIComponent(ORDER)}`, { isSignedIn: false }, async (visit) => {
      const { page } = visit;
      await signIn(visit);
      await page.getByRole('heading', { name: ORDER }).first().waitFor();
      expect(await page.title()).toBe(`${ORDER} · Facture`);
      await find(visit, 'yen-1');
      await page.waitForURL('**/orders/yen-1');
    }));

  it('is dark for those who like it so', () =>
    looking('/', { colorScheme: 'dark' }, async ({ page, barriers }) => {
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      await page.getByRole('link', { name: 'yen-1' }).waitFor();
      expect(await paper()).toBe('rgb(20, 25, 23)');
      expect(await barriers()).toEqual([]);
      await page.getByRole('button', { name: 'Light colours' }).click();
      expect(await paper()).toBe('rgb(253, 253, 251)');
      await page.reload();
      await page.getByRole('button', { name: 'Dark colours' }).waitFor();
      expect(await paper()).toBe('rgb(253, 253, 251)');
    }));

  it('is in Portuguese for those who read it, or choose it', () =>
    looking('/', { locale: 'pt-BR' }, async ({ page, barriers }) => {
      await page.getByRole('heading', { name: 'Buscar um pedido' }).waitFor();
      await page.getByText('R$ 293,60').waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('pt-BR');
      expect(await barriers()).toEqual([]);
      await page.getByRole('button', { name: 'EN', exact: true }).click();
      await page.getByRole('heading', { name: 'Find an order' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Find an order' }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
    }));

  it.each(['en-US', 'pt-BR'])('fits into one hand (%s)', (locale) =>
    looking('/', { locale, viewport: { width: 360, height: 740 } }, async (visit) => {
      const { page, overflow } = visit;
      await page.getByRole('link', { name: LONG }).waitFor();
      expect(await overflow()).toBe(0);
      await page.getByRole('link', { name: 'yen-1' }).click();
      await page.getByRole('heading', { name: 'yen-1' }).first().waitFor();
      expect(await overflow()).toBe(0);
      await page.getByRole('button', { name: locale === 'pt-BR' ? 'Sair' : 'Sign out' }).click();
      await page.getByLabel('Token', { exact: true }).waitFor();
      expect(await overflow()).toBe(0);
    }),
  );

  it('needs no more than a keyboard', () =>
    looking('/', { isSignedIn: false }, async ({ page }) => {
      const focused = () =>
        page.evaluate(() => {
          const { activeElement: at } = document;
          return (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim();
        });
      const isOutlined = () =>
        page.evaluate(() => {
          const { outlineStyle, boxShadow } = getComputedStyle(
            document.activeElement ?? document.body,
          );
          return outlineStyle !== 'none' || boxShadow !== 'none';
        });
      await page.getByLabel('Access key').waitFor();
      await page.keyboard.type(credentials.appKey);
      await page.keyboard.press('Tab');
      await page.keyboard.type(credentials.token);
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'yen-1' }).waitFor();

      await page.reload();
      await page.getByRole('link', { name: 'yen-1' }).waitFor();
      const stops: Array<string> = [];
      for (let stop = 0; stop < 6; stop += 1) {
        await page.keyboard.press('Shift+Tab');
        stops.push(await focused());
        expect(await isOutlined()).toBe(true);
      }
      expect(stops).toEqual([
        'Sign out',
        'Dark colours',
        'PT',
        'EN',
        'Facture, find an order',
        'Skip to the content',
      ]);
      await page.keyboard.press('Enter');
      while (!(await focused()).startsWith('yen-1')) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/orders/yen-1');
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    }));
});
