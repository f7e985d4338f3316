/** The rows of the Markdown tables below one heading, as cells without back-quotes. */
export const tableUnder = (
  markdown: string,
  heading: string,
): ReadonlyArray<ReadonlyArray<string>> => {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => line.replace(/^#+ /, '') === heading && /^#/.test(line));
  if (start === -1) throw new Error(`no heading "${heading}"`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^#/.test(line));
  const rows = (end === -1 ? rest : rest.slice(0, end)).filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
};

/** The first cells of the table below a heading. */
export const firstColumn = (markdown: string, heading: string): ReadonlyArray<string> =>
  tableUnder(markdown, heading).map(([cell]) => cell ?? '');
