/** The header that tells the position up to which an answer is true. */
export const POSITION_HEADER = 'X-Facture-Position';
