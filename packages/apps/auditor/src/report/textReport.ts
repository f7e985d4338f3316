import { placeOf, verdict, type Finding, type Findings, type Part, type Report } from './report';

/** Lays out columns, those of numbers to the right. */
const columns = (
  rows: ReadonlyArray<ReadonlyArray<string>>,
  numeric: ReadonlyArray<number> = [],
): ReadonlyArray<string> => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return numeric.includes(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
};

const partText = (part: Part): ReadonlyArray<string> => {
  if (part.type === 'note') return ['', part.text];
  if (part.type === 'curve' || part.htmlOnly === true) return [];
  const [head = '', ...rows] = columns([part.columns, ...part.rows], part.numeric);
  return ['', part.heading, '', `  ${head}`, ...rows.map((row) => `  ${row}`)];
};

/** Says a finding in a few lines. */
export const findingText = (finding: Finding): string =>
  [
    `${finding.type}: ${placeOf(finding)}`,
    `  expected: ${finding.expected}`,
    `  found:    ${finding.found}`,
  ].join('\n');

const findingsText = (findings: Findings): ReadonlyArray<string> => {
  const left = findings.count - findings.listed.length;
  return [
    ...findings.listed.flatMap((finding) => ['', findingText(finding)]),
    ...(left === 0 ? [] : ['', `… and ${left.toString()} more.`]),
    '',
    verdict(findings),
  ];
};

/** Writes a report for a terminal. */
export const textReport = ({ title, facts, parts, findings, plain }: Report): string =>
  plain ??
  [
    title,
    '',
    ...columns(facts.map(([label, value]) => [`${label}:`, value])),
    ...parts.flatMap(partText),
    ...findingsText(findings),
    '',
  ].join('\n');
