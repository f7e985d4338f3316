import { notBeforeParameter, type InvalidDocument } from '@facture/vtex';
import * as E from 'fp-ts/Either';

import type { Call, QueryParameter } from './endpoint';

/** Reads a parameter of a query that may be left out. Gives what reading it gives. */
export const optional = <A>(
  text: string | undefined,
  read: (text: string) => E.Either<InvalidDocument, A>,
): E.Either<InvalidDocument, A | undefined> =>
  text === undefined ? E.right(undefined) : read(text);

/** The parameter by which a reader sees what it wrote, through whichever service. */
export const notBeforeQuery: QueryParameter = {
  name: 'notBefore',
  about:
    'A position that an answer came with: the answer to this shows everything up to it. A service ' +
    'that is behind waits a moment, and refuses rather than show less.',
  schema: { type: 'string', pattern: '^[0-9]+$' },
};

/** Reads the position that a reader must see. Gives `InvalidDocument`. */
export const readNotBefore = ({ query }: Call): E.Either<InvalidDocument, bigint | undefined> =>
  optional(query('notBefore'), notBeforeParameter);
