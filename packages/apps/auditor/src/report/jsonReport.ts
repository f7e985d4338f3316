import type { Report } from './report';

const written = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;

/** Writes data on one line. Positions become their decimal digits. */
export const jsonLine = (data: unknown): string => `${JSON.stringify(data, written)}\n`;

/** Writes a report for machines, on one line. */
export const jsonReport = (command: string, { findings, data }: Report): string =>
  jsonLine({
    command,
    clean: findings.count === 0,
    findingCount: findings.count,
    findings: findings.listed,
    ...data,
  });
