import * as E from 'fp-ts/Either';

/** What was opened, where nothing keeps it from being so. */
export const opened = <A>(opening: E.Either<unknown, A>): A => {
  if (E.isRight(opening)) return opening.right;
  throw new Error(`cannot be opened: ${JSON.stringify(opening.left)}`);
};
