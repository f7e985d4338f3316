/**
 * The README's embedding example: the first `ts` fence below a heading that contains "Embed".
 *
 * Answers `undefined` when there is none.
 */
export const embeddingExample = (readme: string): string | undefined =>
  /^#+ [^\n]*Embed[^\n]*$.*?^```ts[^\n]*\n(.*?)^```$/msu.exec(readme)?.[1];

/** The lines that an example says it prints: whatever follows `// =>`, in order. */
export const promisedLines = (example: string): ReadonlyArray<string> =>
  [...example.matchAll(/\/\/ => (.*)$/gmu)].map(([, line = '']) => line);
