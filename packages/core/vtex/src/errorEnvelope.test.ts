import { describe, expect, it } from '@jest/globals';

import { ErrorEnvelope, errorEnvelope, problemDocument, ProblemDocument } from './errorEnvelope';
import { failureOf } from './failure';
import { right } from './testing/documents';
import { codes, refusalOf } from './testing/refusals';

describe('a failure', () => {
  it.each(codes)('has an envelope and a problem document for %s', (code) => {
    const failure = failureOf(refusalOf(code));
    const envelope = errorEnvelope(failure);
    expect(right(ErrorEnvelope.decode(envelope))).toEqual(envelope);
    expect(envelope.error).toEqual({ code, message: failure.message, exception: null });
    expect(right(ProblemDocument.decode(problemDocument(failure)))).toMatchObject({
      ...failure.facts,
      type: `urn:facture:error:${code}`,
      status: failure.status,
      detail: failure.message,
    });
  });

  it('has a problem document of which each member is needed', () => {
    const whole = problemDocument(failureOf(refusalOf('RouteNotFound')));
    for (const member of ['type', 'title', 'status', 'detail', 'code', 'fields'])
      expect(ProblemDocument.is({ ...whole, [member]: undefined })).toBe(false);
  });

  it('titles a problem in words', () => {
    expect(problemDocument(failureOf(refusalOf('InvoiceExceedsOrder')))).toMatchObject({
      title: 'Invoice exceeds order',
      remaining: { amountMinor: 505, currency: 'BRL' },
      attempted: { amountMinor: 9508, currency: 'BRL' },
    });
  });
});
