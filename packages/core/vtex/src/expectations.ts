/** What a field may hold, by name: each is the end of the sentence "The field must be …". */
export const expectations = {
  document: 'a JSON object',
  object: 'an object',
  list: 'an array',
  filledList: 'an array with at least one element',
  documentType: '"Output" for a sale or "Input" for a return, in any case',
  name: 'text of 1 to 128 characters without control characters, or an integer',
  documentValue: 'an integer of minor units above zero, such as 2499 for 24.99',
  price: 'an integer of minor units from zero, such as 2499 for 24.99',
  amount: 'an integer of minor units, such as 2499 for 24.99',
  quantity: 'an integer from 1, without quotes',
  lineIndex: 'an integer from 0, without quotes',
  multiplier: 'a decimal number above zero, such as 1 or 0.3',
  lineAmount: 'a price whose product with quantity and unitMultiplier is at most 9007199254740991',
  currency: 'a currency code of three letters, such as BRL',
  oneSeller: 'the same seller for all items, as an order has one seller',
  date: 'an ISO 8601 date or date-time, such as 2022-02-01 or 2022-02-01T10:00:00-03:00',
  deliveryDate: 'a date and time, such as 2022-10-01 21:15 or 2022-10-01T21:15:00-03:00',
  text: 'text, or null when there is none',
  revision: 'a revision, which is an integer from 0',
  position: 'a position, which is an integer from 0',
  limit: 'an integer from 1 to 100',
  logSize: 'the size of a log, which is an integer from 1',
  boolean: 'true or false, or null when it is not known',
} as const;

/** The name of what a field may hold. */
export type Expectation = keyof typeof expectations;
