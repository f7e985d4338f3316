import { tellers, type Table } from './tables.ts';

const rowOf = (cells: ReadonlyArray<string>): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const markdown = ({ head, rows }: Table): string =>
  [rowOf(head), rowOf(head.map(() => '---')), ...rows.map(rowOf)].join('\n');

/**
 * Writes tables into a page, between `<!-- results: NAME -->` and `<!-- end of results -->`. What is
 * there is kept where there is no result of that name.
 */
export const writeResults = (page: string, results: ReadonlyMap<string, unknown>): string =>
  page.replaceAll(
    /(<!-- results: (\w+) -->)[^]*?(<!-- end of results -->)/g,
    (whole: string, begin: string, name: string, end: string) => {
      const tell = tellers[name];
      const result = results.get(name);
      if (tell === undefined) throw new Error(`there are no results of ${name}`);
      if (result === undefined) return whole;
      return [begin, ...tell(result as never).map(markdown), end].join('\n\n');
    },
  );
