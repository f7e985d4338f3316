import type { Words } from './words';

/** The words of the shell in English. */
export const english: Words = {
  language: 'Language',
  toContent: 'Skip to the content',
  home: 'Facture, find an order',
  preferences: 'Preferences',
  darkScheme: 'Dark colours',
  lightScheme: 'Light colours',
  signOut: 'Sign out',
  loading: 'Loading…',
  again: 'Try again',
  session: {
    title: 'Sign in',
    about: 'See what happened to an order, and check for yourself that nobody changed it.',
    appKey: 'Access key',
    token: 'Token',
    submit: 'Sign in',
    where:
      'The service prints its first key once, when it starts for the first time. Whoever runs it can make others.',
    keeping: 'Key and token stay in this tab, and are forgotten when it is closed.',
    ended: 'The service no longer takes this key. Sign in again.',
  },
  search: {
    title: 'Find an order',
    label: 'Order id or invoice number',
    submit: 'Find',
    recent: 'Changed last',
    noneYet: 'There are no orders yet.',
    howToPlace: 'How to place one',
    found: (count, sought) =>
      count === 1 ? `One order for “${sought}”` : `${count} orders for “${sought}”`,
    nothing: (sought) => `No order has the id or an invoice of the number “${sought}”.`,
    nothingRemedy: 'Both are looked for as they are written, with capitals and spaces inside.',
    worth: 'Worth now',
    changed: 'Changed',
    status: {
      placed: 'Placed',
      'partially-invoiced': 'Partly invoiced',
      invoiced: 'Invoiced',
    },
  },
  notFound: { title: 'There is nothing here', about: 'Find an order instead.' },
  complaint: {
    wrongKey:
      'There is no such key, or the token is not its own. Check both for missing characters.',
    missingResource:
      'This key may not view orders. Ask for one with the role “Auditor”, or another that may.',
    unsendable:
      'A key has only letters, digits and signs. Check for line breaks and odd characters.',
    away: 'The service does not answer. Check that it runs and that you are connected, and try again.',
    busy: (seconds) =>
      `The service is busy, or was asked too often. Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`,
    noSuchAnswer:
      'What answered is not this service, or another version of it. Reload the page; if that does not help, ask whoever runs it.',
    refused: (message) => `The service said no: ${message}`,
  },
};
