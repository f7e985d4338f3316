import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { progressOn } from '../progress';
import { audit, directory, openStore, removeDirectories, serviceWith } from '../testing/bench';
import { curveSvg } from './curve';
import { htmlReport } from './htmlReport';
import { collectFindings, type Finding, type Report } from './report';
import { textReport } from './textReport';

const evil = '<script src="https://evil.example/x.js">&"\'</script>';

const finding: Finding = {
  type: 'EventChanged',
  stream: evil,
  revision: 3,
  logIndex: 9,
  expected: 'one',
  found: 'another',
};

const report: Report = {
  title: evil,
  facts: [['Store', evil]],
  parts: [
    { type: 'note', text: evil },
    { type: 'table', heading: evil, columns: [evil], rows: [[evil]] },
  ],
  findings: { count: 2, listed: [finding] },
  data: {},
};

describe('a report', () => {
  it('says where each finding is, what was expected and what is there, and how many there are', () => {
    expect(textReport(report)).toContain(
      `EventChanged: ${evil}, revision 3, log index 9\n  expected: one\n  found:    another\n`,
    );
    expect(textReport(report)).toMatch(/\n… and 1 more\.\n\n2 findings\.\n$/);
  });

  it('lists the first findings, and counts all', () => {
    const findings = collectFindings(2);
    for (let count = 0; count < 5; count++) findings.add(finding);
    expect(findings.all()).toEqual({ count: 5, listed: [finding, finding] });
  });

  it('takes nothing in HTML for more than text, and asks no host for anything', () => {
    const html = htmlReport(report, new Date(0));
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script src=&quot;https://evil.example/x.js&quot;&gt;');
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).not.toMatch(/<(?:link|img|iframe|object|embed)\b|@import|url\(/);
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).toContain('@media print');
  });
});

describe('a curve', () => {
  const curve = (times: ReadonlyArray<number>, values: ReadonlyArray<number>) =>
    curveSvg({
      type: 'curve',
      heading: 'Totals',
      times,
      series: [{ name: 'Ordered', values }],
      amount: (value) => `BRL ${value.toString()}`,
    });

  it('is drawn in steps that lie inside of it', () => {
    const svg = curve([0, 50, 100], [10, 10, 30]);
    expect(svg).toContain('d="M110.0,145.3H407.0V145.3H704.0V12.0H704.0"');
    expect(svg).toContain('>BRL 30<');
  });

  it('is drawn for one event, and for amounts of nothing', () => {
    expect(curve([5], [0])).toContain('d="M110.0,212.0H704.0"');
    expect(curve([5, 5], [0, 0])).not.toContain('NaN');
  });
});

describe('the HTML of a command', () => {
  let data: string;
  beforeAll(async () => {
    data = await serviceWith(30);
  });
  afterAll(removeDirectories);

  it('has the curve of the totals of an order', async () => {
    const { events, close } = openStore(data);
    let order = '';
    for await (const { stream } of events.readAll()) order = stream.slice('order-'.length);
    await close();
    const file = join(directory(), 'order.html');
    expect(await audit(['history', order, '--data', data, '--html', file])).toMatchObject({
      code: 0,
    });
    const html = readFileSync(file, 'utf8');
    expect(html).toContain('<svg role="img" aria-label="Totals over time"');
    expect(html).toContain('Clean: no finding.');
    expect(html).toContain('&quot;orderId&quot;');
  });

  it('is refused where it cannot be written', async () => {
    const file = join(directory(), 'nowhere', 'order.html');
    const { code, stderr } = await audit(['replay', '--data', data, '--html', file]);
    expect(code).toBe(2);
    expect(stderr).toContain(`cannot write ${file}`);
  });
});

describe('a progress bar', () => {
  const shown = (isTTY: boolean, msPerCall: number): string => {
    let text = '';
    let ms = 0;
    const stream = {
      isTTY,
      columns: 120,
      write: (part: string) => {
        text += part;
        return true;
      },
    };
    const bar = progressOn(stream as never, () => ms)('replaying', 'events');
    for (let count = 1; count <= 1_280; count++) {
      ms += msPerCall;
      bar.advance(count / 1_280, count);
    }
    bar.end();
    return text;
  };

  it('has rate and time left, once something has taken a second', () => {
    const text = shown(true, 10);
    expect(text).toMatch(/replaying █+░+ \d+% \| 128 events \| 100 events\/s \| .* left/);
  });

  it('is not shown for what is over in a moment, nor where there is no terminal', () => {
    expect(shown(true, 0.1)).toBe('');
    expect(shown(false, 10)).toBe('');
  });
});
