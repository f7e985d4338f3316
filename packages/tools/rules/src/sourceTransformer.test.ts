import { describe, expect, it } from '@jest/globals';
import { markUnreachable } from './sourceTransformer.ts';

describe('coverage', () => {
  it('leaves out a default that the types prove unreachable, on its own line', () => {
    const source = 'switch (x) {\n  default:\n    return absurd(x);\n}';
    expect(markUnreachable(source)).toBe(
      'switch (x) {\n  /* istanbul ignore next */ default:\n    return absurd(x);\n}',
    );
  });

  it('counts every other default', () => {
    const source = 'switch (x) {\n  default:\n    return 0;\n}';
    expect(markUnreachable(source)).toBe(source);
  });
});
