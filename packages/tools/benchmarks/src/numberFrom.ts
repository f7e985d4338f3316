/** Reads the number that an option takes, from the least. Throws, by the option's name, if it is none. */
export const numberFrom = (least: number, name: string, text: string): number => {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new Error(`--${name} takes a number from ${least.toString()}, not "${text}"`);
};
