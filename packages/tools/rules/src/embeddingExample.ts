import { fences, type Snippet } from './documentation/snippets.ts';

/**
 * The README's embedding example: the first `ts` fence below a heading that contains "Embed".
 *
 * Answers `undefined` when there is none.
 */
export const embeddingExample = (readme: string): Snippet | undefined => {
  const heading = /^#+ .*Embed.*$/mu.exec(readme);
  return heading === null ? undefined : fences('README.md', readme.slice(heading.index), 'ts')[0];
};
