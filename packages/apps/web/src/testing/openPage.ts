import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect } from '@jest/globals';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

import { credentials, startService, type ServiceOfTests } from './startService';

/** How somebody looks at the page. */
interface Looks extends Pick<BrowserContextOptions, 'locale' | 'colorScheme' | 'viewport'> {
  /** Whether the tab keeps a key already; so unless told. */
  readonly isSignedIn?: boolean;
}

/** Somebody who looks at the page, in a browser without any past. */
export interface Visit {
  readonly page: Page;
  /** What went wrong and nobody saw: messages of the console, and requests to anybody else. */
  readonly troubles: () => ReadonlyArray<string>;
  /** What axe finds that is serious. */
  readonly barriers: () => Promise<ReadonlyArray<string>>;
  /** By how many pixels the page is wider than the window. */
  readonly overflow: () => Promise<number>;
  /** Keeps a picture for the documentation, when `FACTURE_PICTURES` is set. */
  readonly picture: (name: string) => Promise<void>;
  readonly leave: () => Promise<void>;
}

/** A service, and a browser to visit its page with. */
export interface OpenPage extends Pick<ServiceOfTests, 'url' | 'client'> {
  readonly visit: (path: string, looks?: Looks) => Promise<Visit>;
  /** Looks at the page, and then at what went wrong unseen while it did: nothing but what is expected. */
  readonly looking: (
    path: string,
    looks: Looks,
    look: (visit: Visit) => Promise<void>,
    expected?: ReadonlyArray<RegExp>,
  ) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Describes what needs a browser, where there is one. */
export const describeInBrowser = process.env['FACTURE_BROWSER'] === '' ? describe.skip : describe;

const pictures = join(__dirname, '../../../../../docs/tutorials/read-a-history');

interface Axe {
  readonly run: (options: object) => Promise<{
    readonly violations: ReadonlyArray<{
      readonly id: string;
      readonly impact: string;
      readonly nodes: ReadonlyArray<{ readonly html: string; readonly failureSummary: string }>;
    }>;
  }>;
}

const barriersOn = async (page: Page): Promise<ReadonlyArray<string>> => {
  // Handed over by the debugger: the page itself lets no script in.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { readonly axe: Axe }).axe.run({
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, impact, nodes }) =>
      impact === 'minor'
        ? []
        : nodes.map(({ html, failureSummary }) => `${impact} ${id}: ${html} ${failureSummary}`),
    );
  });
};

const visitWith =
  (browser: Browser, origin: string): OpenPage['visit'] =>
  async (path, { isSignedIn = true, locale = 'en-US', ...looks } = {}) => {
    const context = await browser.newContext({
      baseURL: origin,
      locale,
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      viewport: { width: 1_100, height: 760 },
      ...looks,
    });
    context.setDefaultTimeout(30_000);
    if (isSignedIn)
      await context.addInitScript((session) => {
        if (sessionStorage.length === 0) sessionStorage.setItem('facture.session', session);
      }, JSON.stringify(credentials));
    const page = await context.newPage();
    const troubles: Array<string> = [];
    page.on('console', (message) => troubles.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== origin) troubles.push(`request: ${request.url()}`);
    });
    await page.goto(path);
    return {
      page,
      troubles: () => troubles,
      barriers: () => barriersOn(page),
      overflow: () =>
        page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        }),
      picture: async (name) => {
        if (process.env['FACTURE_PICTURES'] === undefined) return;
        const file = join(pictures, `${name}.png`);
        mkdirSync(dirname(file), { recursive: true });
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
      },
      leave: () => context.close(),
    };
  };

const lookingWith =
  (visiting: OpenPage['visit']): OpenPage['looking'] =>
  async (path, looks, look, expected = []) => {
    const visit = await visiting(path, looks);
    try {
      await look(visit);
    } catch (thrown) {
      const shown = await visit.page.locator('body').innerText();
      throw new Error(`${shown}\n${visit.troubles().join('\n')}`, { cause: thrown });
    }
    expect(visit.troubles()).toEqual(expected.map((text) => expect.stringMatching(text)));
    await visit.leave();
  };

/** Starts a browser and a service; tests close them in the end. */
export const openPage = async (): Promise<OpenPage> => {
  const executablePath = process.env['FACTURE_BROWSER'] ?? '';
  const browser = await chromium.launch({ executablePath });
  const service = await startService().catch(async (thrown: unknown) => {
    await browser.close();
    throw thrown;
  });
  const { url, client } = service;
  const visit = visitWith(browser, url);
  return {
    url,
    client,
    visit,
    looking: lookingWith(visit),
    close: async () => {
      await browser.close();
      await service.stop();
    },
  };
};
