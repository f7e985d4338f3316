import { curveSvg } from './curve';
import { escaped } from './escaped';
import { placeOf, verdict, type Finding, type Part, type Report } from './report';
import { style } from './style';

const cell = (text: string, isNumber: boolean): string =>
  `<td${isNumber ? ' class="number"' : ''}>${escaped(text)}</td>`;

const tableHtml = (
  heads: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  numeric: ReadonlyArray<number> = [],
): string =>
  [
    '<div class="scroll"><table><thead><tr>',
    ...heads.map(
      (head, column) =>
        `<th scope="col"${numeric.includes(column) ? ' class="number"' : ''}>${escaped(head)}</th>`,
    ),
    '</tr></thead><tbody>',
    ...rows.map(
      (row) =>
        `<tr>${row.map((text, column) => cell(text, numeric.includes(column))).join('')}</tr>`,
    ),
    '</tbody></table></div>',
  ].join('\n');

const partHtml = (part: Part): string => {
  if (part.type === 'note') return `<p>${escaped(part.text)}</p>`;
  const body =
    part.type === 'curve' ? curveSvg(part) : tableHtml(part.columns, part.rows, part.numeric);
  return `<section><h2>${escaped(part.heading)}</h2>\n${body}</section>`;
};

const findingRow = (finding: Finding): ReadonlyArray<string> => [
  finding.type,
  placeOf(finding),
  finding.expected,
  finding.found,
];

const findingsHtml = ({ findings }: Report): string => {
  if (findings.count === 0) return '';
  const left = findings.count - findings.listed.length;
  return [
    '<section><h2>Findings</h2>',
    tableHtml(['What', 'Where', 'Expected', 'Found'], findings.listed.map(findingRow)),
    ...(left === 0 ? [] : [`<p>… and ${left.toString()} more.</p>`]),
    '</section>',
  ].join('\n');
};

/**
 * Writes a report as one HTML file that asks no host for anything, in light or dark as the reader's
 * system has it, and fit to be printed.
 */
export const htmlReport = (report: Report, writtenAt: Date): string => {
  const { title, facts, parts, findings } = report;
  const kind = findings.count === 0 ? 'clean' : 'found';
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style></head><body><main>`,
    `<h1>${escaped(title)}</h1>`,
    `<p class="verdict ${kind}">${escaped(verdict(findings))}</p>`,
    '<dl>',
    ...facts.map(
      ([label, value]) => `<div><dt>${escaped(label)}</dt><dd>${escaped(value)}</dd></div>`,
    ),
    '</dl>',
    findingsHtml(report),
    ...parts.map(partHtml),
    `<footer>Written by facture-auditor at ${writtenAt.toISOString()}.</footer>`,
    '</main></body></html>',
    '',
  ].join('\n');
};
