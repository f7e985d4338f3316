/** The digits of an access key, with or without the name of its kind. */
const KEY = /^(?:NFe)?(\d{43})(\d)$/i;

/**
 * Tells whether a text is an access key of a Brazilian electronic invoice, 44 digits, whose last
 * digit does not check the others. Weights 2 to 9 from the right, modulo 11 (Manual de Orientação do
 * Contribuinte, "chave de acesso"). Any other text is none of our business.
 */
export const hasWrongCheckDigit = (invoiceKey: string): boolean => {
  const [digits, check] = KEY.exec(invoiceKey)?.slice(1) ?? [];
  if (digits === undefined) return false;
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (2 + (place % 8)), 0);
  const rest = sum % 11;
  return Number(check) !== (rest < 2 ? 0 : 11 - rest);
};
