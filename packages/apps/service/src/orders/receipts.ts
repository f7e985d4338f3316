import { hash } from 'node:crypto';

import { receiptOf } from '@facture/vtex';

/** Derives the receipt of a document from its text by SHA-256. */
export const receiptOfText = receiptOf((text) => hash('sha256', text));
