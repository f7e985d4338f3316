import { describe, expect, it } from '@jest/globals';
import { embeddingExample, promisedLines } from './embeddingExample.ts';

const readme = `
# Facture

\`\`\`ts
tooEarly();
\`\`\`

## Embedding the core

Some words.

\`\`\`sh
npm install
\`\`\`

\`\`\`ts
console.log(1 + 1); // => 2
console.log('b');
// => b
\`\`\`

\`\`\`ts
tooLate();
\`\`\`
`;

describe('the embedding example', () => {
  it('is the first ts fence below the heading that contains "Embed"', () => {
    expect(embeddingExample(readme)).toBe(
      `console.log(1 + 1); // => 2\nconsole.log('b');\n// => b\n`,
    );
  });

  it('is missing from a README without such a heading', () => {
    expect(embeddingExample(readme.replace('Embedding', 'Using'))).toBeUndefined();
  });

  it('promises what follows the arrows', () => {
    expect(promisedLines(embeddingExample(readme) ?? '')).toStrictEqual(['2', 'b']);
  });
});
