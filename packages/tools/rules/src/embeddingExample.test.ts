import { describe, expect, it } from '@jest/globals';
import { embeddingExample } from './embeddingExample.ts';

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
1 + 1; // => 2
\`\`\`

\`\`\`ts
tooLate();
\`\`\`
`;

describe('the embedding example', () => {
  it('is the first ts fence below the heading that contains "Embed"', () => {
    expect(embeddingExample(readme)?.code).toBe('1 + 1; // => 2\n');
  });

  it('is missing from a README without such a heading', () => {
    expect(embeddingExample(readme.replace('Embedding', 'Using'))).toBeUndefined();
  });
});
