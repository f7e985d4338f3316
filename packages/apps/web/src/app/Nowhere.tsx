import type { JSX } from 'react';

import { useText } from '../text/useText';
import { Link } from './Link';

/** Says that an address shows nothing. */
export const Nowhere = (): JSX.Element => {
  const { words } = useText();
  return (
    <>
      <h1>{words.notFound.title}</h1>
      <Link href="/">{words.notFound.about}</Link>
    </>
  );
};
