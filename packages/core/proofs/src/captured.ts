/** Gives what the groups of a pattern capture in a text: nothing where it does not match. */
export const captured = (pattern: RegExp, text: string): ((group: number) => string) => {
  const found = pattern.exec(text);
  // Stryker disable next-line StringLiteral: whoever asks refuses the empty text, and any that does not match.
  return (group) => found?.[group] ?? '';
};
